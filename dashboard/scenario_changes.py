"""What somebody filled in, as changes: the fields of each kind, and how they become one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from optimizer.staffing.changes.form import changes_from
from optimizer.staffing.changes.kinds import Change

Control = Literal["engagement", "prospect", "person", "role", "roles", "week", "parameter", "number", "text", "flag"]
SEPARATOR = " / "
SOURCE = "The form"


@dataclass(frozen=True)
class Field:
    """One field of the form; ``name`` is the change's, percentages are ratios there."""

    name: str
    label: str
    control: Control
    start: float | None = None
    is_percent: bool = False


FROM, TO = Field("from_week", "From the week of", "week"), Field("to_week", "Until the week of", "week")
KINDS: dict[str, tuple[str, tuple[Field, ...]]] = {
    "engagement_lost": ("Work is lost", (Field("engagement", "Engagement", "engagement"), FROM)),
    "engagement_moved": (
        "Work is moved",
        (Field("engagement", "Engagement", "engagement"), Field("weeks", "Weeks later (− earlier)", "number", 1)),
    ),
    "engagement_added": (
        "Work is added",
        (
            Field("engagement", "Name", "text"),
            Field("roles", "Practice and level, in equal parts", "roles"),
            Field("hours_per_week", "Hours a week", "number", 40),
            FROM,
            TO,
            Field("win_probability_ratio", "Probability (%)", "number", 100, is_percent=True),
            Field("weight", "Weight", "number", 1),
        ),
    ),
    "win_probability": (
        "Work may be won",
        (
            Field("engagement", "Pipeline engagement", "prospect"),
            Field("probability_ratio", "Probability (%)", "number", is_percent=True),
        ),
    ),
    "person_leaves": ("Somebody leaves or is away", (Field("consultant", "Person", "person"), FROM, TO)),
    "person_joins": (
        "Somebody joins",
        (
            Field("consultant", "Name", "text"),
            Field("role", "Practice and level", "role"),
            Field("hours_per_week", "Hours a week", "number", 40),
            FROM,
            Field("is_external", "External", "flag"),
        ),
    ),
    "parameter": (
        "A parameter changes",
        (Field("parameter", "Parameter", "parameter"), Field("value", "Value", "number")),
    ),
}


def change_of(kind: str, values: Mapping[str, Any]) -> Change:
    """The change that the fields describe.

    Raises
    ------
    config.errors.UsageError
        A field is missing or wrong; the sentence names it.
    """
    _, known = KINDS.get(kind, ("", ()))
    plain: dict[str, Any] = {"kind": kind}
    for field in known:
        plain |= _plain(field, values.get(field.name))
    return changes_from([plain], SOURCE)[0]


def _plain(field: Field, value: Any) -> dict[str, Any]:
    """The field as the change has it; nothing where nothing was filled in."""
    if value is None or value in ("", []):
        return {}
    if field.control == "role":
        practice, _, level = str(value).partition(SEPARATOR)
        return {"practice": practice, "level": level}
    if field.control == "roles":
        return {"roles": [_role(str(one), len(value)) for one in value]}
    if field.control == "flag":
        return {field.name: bool(value)}
    return {field.name: value / 100 if field.is_percent and isinstance(value, int | float) else value}


def _role(text: str, count: int) -> dict[str, Any]:
    practice, _, level = text.partition(SEPARATOR)
    return {"practice": practice, "level": level, "ratio": 1 / count}
