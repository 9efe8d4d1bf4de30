"""How far the comparison of a scenario is, kept in ``app.scenario.settings_json``."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Literal

Status = Literal["new", "asked", "solving", "done", "failed"]
TIME_LIMIT_SECONDS = 60.0


@dataclass(frozen=True)
class State:
    """``status`` and, while it is solved, which of its plans; ``time_limit_seconds`` is of each plan."""

    status: Status = "new"
    time_limit_seconds: float = TIME_LIMIT_SECONDS
    asked_by: str = ""
    words: str = ""  # what is done now, or why it failed
    number: int = 0
    count: int = 0
    changed_at_utc: str = ""

    def at(self, now: datetime, status: Status, **changes: object) -> "State":
        """The state from now on."""
        return replace(self, status=status, changed_at_utc=now.isoformat(timespec="seconds"), **changes)  # type: ignore[arg-type] # names are checked by replace

    def as_json(self) -> str:
        """The text of settings_json."""
        return json.dumps(asdict(self))

    @property
    def is_under_way(self) -> bool:
        """Asked for, or at work."""
        return self.status in {"asked", "solving"}


def state_of(text: str) -> State:
    """The state in a settings_json; names that this version does not know are left out."""
    known = State.__dataclass_fields__
    return State(**{name: value for name, value in json.loads(text).items() if name in known})
