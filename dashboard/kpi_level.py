"""A KPI's light: its value against the thresholds of kpi.definition."""

from collections.abc import Mapping
from typing import Any

from dashboard.components import words
from dashboard.components.status import Level

Definition = Mapping[str, Any]
WORDS: dict[Level, str] = {
    "good": "On target",
    "watch": "Watch",
    "bad": "Off target",
    "none": "No value",
    "note": "No target",
}


def level_of_value(definition: Definition | None, value: float | None) -> Level:
    """Good, watch or bad by the definition's direction; a note where there is no threshold."""
    if value is None:
        return "none"
    amber, red = (definition or {}).get("amber_threshold"), (definition or {}).get("red_threshold")
    direction = (definition or {}).get("good_direction")
    if amber is None and red is None:
        return "note"
    if direction == "lower":
        return _graded(-value, amber, red, sign=-1)
    if direction == "target":
        return _graded(-abs(value - 1), amber, red, sign=-1)
    return _graded(value, amber, red, sign=1)


def definition_of(definitions: Mapping[str, Definition], code: str) -> Definition | None:
    """The definition whose code is, or begins with, ``code``."""
    return definitions.get(code) or next((row for key, row in definitions.items() if key.startswith(code)), None)


def explained(definitions: Mapping[str, Definition], code: str) -> str:
    """What a KPI means, and its formula; empty when nobody defined it."""
    found = definition_of(definitions, code)
    return f"{found['sentence']} Formula: {found['formula']}." if found else ""


def target_words(definition: Definition | None, *, is_percent: bool) -> str:
    """`at least 0.95`, from the threshold where green ends."""
    edge = (definition or {}).get("amber_threshold")
    if edge is None:
        return words.NOTHING
    text = words.percent(edge) if is_percent else words.ratio(edge)
    return {"lower": f"at most {text}", "target": f"1 ± {text}"}.get(
        str((definition or {}).get("good_direction")), f"at least {text}"
    )


def _graded(value: float, amber: float | None, red: float | None, *, sign: int) -> Level:
    if red is not None and value < sign * red:
        return "bad"
    return "watch" if amber is not None and value < sign * amber else "good"
