"""One way in which a database is not what the files say."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["critical", "differs", "extra"]
ORDER: tuple[Severity, ...] = ("critical", "differs", "extra")


@dataclass(frozen=True)
class Finding:
    """A difference: how bad it is, which check found it, which object it is about, and a sentence."""

    severity: Severity
    check: str
    object_name: str
    sentence: str


def sorted_findings(found: list[Finding]) -> list[Finding]:
    """The worst first, then by name."""
    return sorted(found, key=lambda one: (ORDER.index(one.severity), one.object_name, one.sentence))


def as_lines(found: list[Finding]) -> Iterator[str]:
    """One line per finding, the worst first."""
    yield from (f"{one.severity}: {one.sentence}" for one in sorted_findings(found))


def to_json(found: list[Finding], url: str) -> str:
    """The findings for a program, the worst first."""
    return json.dumps({"database": url, "findings": [asdict(one) for one in sorted_findings(found)]}, indent=2)
