"""The released contract, and what may differ from it under which version."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from sql.contract.columns import Contract
from sql.files import SQL_ROOT

RELEASED_FILE = SQL_ROOT / "bi" / "released.toml"
Shape = dict[str, dict[str, str]]
"""Type by column by view; a nullable type ends in " null"."""


def shape(contract: Contract) -> Shape:
    """What the contract promises, without the words."""
    return {
        view.name: {
            column.name: f"{column.type_name}{' null' if column.is_nullable else ''}" for column in view.columns
        }
        for view in contract.views
    }


def snapshot(contract: Contract) -> str:
    """The promise as a file, which `released` reads."""
    lines = [
        "# The released contract. `python -m sql.contract --write` replaces it when columns.toml has a new version.",
        "",
        f'version = "{contract.version}"',
    ]
    for view, columns in shape(contract).items():
        lines += ["", f'["{view}"]', *(f'{name} = "{type_name}"' for name, type_name in columns.items())]
    return "\n".join(lines) + "\n"


def released(path: Path = RELEASED_FILE) -> tuple[str, Shape]:
    """Version and shape of the released contract."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    version = content.pop("version")
    return str(version), content


def breaches(contract: Contract, version: str, promised: Shape) -> list[str]:
    """Why the contract may not be released under its version; empty when it may.

    Parameters
    ----------
    contract
        As the files say it now.
    version, promised
        Of the released contract.
    """
    (old_major, old_minor), (major, minor) = numbers(version), numbers(contract.version)
    if (major, minor) < (old_major, old_minor):
        return [f"version {contract.version} is older than the released {version}"]
    if major > old_major:
        return []
    broken = list(broken_promises(shape(contract), promised))
    if broken:
        return [f"{sentence}: that needs version {major + 1}.0" for sentence in broken]
    if minor > old_minor:
        return []
    return [f"{sentence}: that needs version {major}.{minor + 1}" for sentence in additions(shape(contract), promised)]


def broken_promises(now: Shape, promised: Shape) -> Iterator[str]:
    """What readers of the released contract would miss or misread."""
    for view, columns in promised.items():
        if view not in now:
            yield f"{view} is gone"
            continue
        for name, type_name in columns.items():
            if name not in now[view]:
                yield f"{view}.{name} is gone"
            elif now[view][name] not in {type_name, type_name.removesuffix(" null")}:
                yield f"{view}.{name} is {now[view][name]}, was {type_name}"


def additions(now: Shape, promised: Shape) -> Iterator[str]:
    """What the released contract does not say yet."""
    for view, columns in now.items():
        for name, type_name in columns.items():
            if name not in promised.get(view, {}):
                yield f"{view}.{name} is new"
            elif type_name != promised[view][name]:
                yield f"{view}.{name} is never NULL any more"


def numbers(version: str) -> tuple[int, int]:
    """Major and minor."""
    major, minor = version.split(".")
    return int(major), int(minor)
