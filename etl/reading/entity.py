"""What the loader makes of every source: the canonical columns of each entity, from ``config/entities.toml``."""

import tomllib
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from config.settings import PROJECT_ROOT

Kind = Literal[
    "id", "code", "level", "location", "text", "date", "stamp",
    "hours", "money", "ratio", "number", "count", "boolean", "choice", "currency",
]  # fmt: skip

MODIFIED_AT_UTC = "modified_at_utc"
LENGTHS = {"id": 64, "code": 60}
DECIMAL_PLACES = {"hours": 2, "money": 4, "ratio": 6, "number": 6, "count": 0}
WHOLE_DIGITS = {"hours": 7, "money": 15, "ratio": 13, "number": 13, "count": 9}


class Column(BaseModel):
    """One canonical column: its kind, and the limits that a value has to keep."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    kind: Kind
    required: bool = False
    default: str | None = None
    length: int | None = None
    minimum: str | None = None
    maximum: str | None = None
    choices: tuple[str, ...] = ()
    is_monday: bool = False

    @property
    def maximum_length(self) -> int | None:
        """Characters that the database keeps; None where the kind bounds them by itself."""
        return self.length or LENGTHS.get(self.kind)


class Entity(BaseModel):
    """One entity: its columns in the order of ``stg.<entity>``, its control sums and the rules between columns."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    columns: tuple[Column, ...]
    control_hours: str | None = None
    control_amount: str | None = None
    ordered: tuple[tuple[str, str], ...] = Field(default=(), description="pairs: the second is not before the first")
    product: tuple[str, str, str] | None = Field(default=None, description="the first times the second is the third")

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)

    @property
    def column_names(self) -> tuple[str, ...]:
        """The business columns, ``modified_at_utc`` and the hash left out."""
        return tuple(column.name for column in self.columns)


@lru_cache
def entities() -> dict[str, Entity]:
    """Every entity by name, read once."""
    declared = tomllib.loads((PROJECT_ROOT / "config" / "entities.toml").read_text(encoding="utf-8"))
    return {name: _entity(name, body) for name, body in declared.items()}


def _entity(name: str, body: dict[str, object]) -> Entity:
    columns = body.pop("columns")
    assert isinstance(columns, dict)  # noqa: S101  # our own file, tested against stg.*.table.sql
    return Entity.model_validate(
        {"name": name, "columns": [{"name": column, **limits} for column, limits in columns.items()], **body}
    )
