"""Which values a parameter may take: by its unit, and by the model that reads it."""

import re
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

from config.errors import ModelError, UsageError
from optimizer.budget import model as budget_model
from optimizer.budget.data import BudgetData
from optimizer.budget.firm.rules import LOCATION_MAXIMUM, LOCATION_MINIMUM, SOURCE_CAP, rules_of
from optimizer.budget.firm.scale import DRIVER_PREFIX, IMPACT_PREFIX, WEIGHT_PREFIX
from optimizer.firm.parameters import Parameters
from optimizer.funding.firm.rules import OBJECTIVE as FUNDING_OBJECTIVE
from optimizer.funding.goal import goal_of
from optimizer.staffing.firm.parameter_values import PREFIX, ParameterValues
from optimizer.staffing.parameters import Parameters as StaffingParameters
from sql.engine import Row

LONGEST_TEXT, LONGEST_CODE = 200, 60
MOST_WEEK_HOURS = 168
RANGE_OF_UNIT = {
    "ratio": (Decimal(0), Decimal(1)),
    "weeks": (Decimal(0), Decimal(520)),
    "hours": (Decimal(0), Decimal(MOST_WEEK_HOURS)),
    "0 or 1": (Decimal(0), Decimal(1)),
    "sign": (Decimal(-1), Decimal(1)),
    "engagements": (Decimal(0), Decimal(100)),
    "initiatives": (Decimal(0), Decimal(100)),
    "months": (Decimal(0), Decimal(120)),
    "people": (Decimal(0), Decimal(100_000)),
    "factor": (Decimal("0.01"), Decimal(100)),
    "money": (Decimal(0), Decimal(10) ** 15),
}
RANGE_OF_CODE = {"staffing_demand_ratio": (Decimal(0), Decimal(10))}
WHOLE_CODES = {"budget_hire_lead_months"}
NAMES_OF_CODE: dict[str, tuple[str, ...]] = {
    "budget_objective": budget_model.OBJECTIVES,
}
OPEN_FAMILIES = {
    SOURCE_CAP: ("money", "Most money that the funding source may pay for initiatives (A3)."),
    LOCATION_MINIMUM: ("ratio", "Least part of the initiatives' man-months from people of the place (A12)."),
    LOCATION_MAXIMUM: ("ratio", "Most of the initiatives' man-months from people of the place (A12)."),
    DRIVER_PREFIX: ("ratio", "How much the driver counts in an initiative's priority."),
    IMPACT_PREFIX: ("ratio", "How much the impact counts in an initiative's priority."),
    WEIGHT_PREFIX: ("ratio", "Weight of driver, impact or rank in an initiative's priority."),
}
"""Codes that end in a name of the firm's own; they need no seed: (unit, description) by how they begin."""
ANY = (Decimal(0), Decimal(1_000_000))
WHOLE = {"weeks", "0 or 1", "sign", "engagements", "initiatives", "people"}


def known_code(code: str, known: list[str]) -> str:
    """The code, where there is such a parameter.

    Raises
    ------
    UsageError
        There is none; the nearest ones are named.
    """
    if code in known:
        return code
    if family_of(code) is not None:
        return code
    near = get_close_matches(code, known, n=3, cutoff=0.5) or [one for one in known if code.lower() in one][:3]
    hint = f"Did you mean {' or '.join(near)}?" if near else "See: prop parameter list"
    raise UsageError(f"There is no parameter {code}. Nothing was changed. {hint}")


def family_of(code: str) -> tuple[str, str] | None:
    """(unit, description) of a code that ends in a name of the firm's own; None where it is no such code."""
    begin = next((begin for begin in OPEN_FAMILIES if code.startswith(begin)), None)
    is_named = begin is not None and re.fullmatch(r"[a-z0-9][a-z0-9_]*", code.removeprefix(begin)) is not None
    return OPEN_FAMILIES[begin] if begin is not None and is_named and len(code) <= LONGEST_CODE else None


def checked_value(code: str, text: str, unit: str) -> str:
    """The value as it is kept, without blanks around it.

    Raises
    ------
    UsageError
        It is no plain number, or not one that ``unit`` allows.
    """
    if code == FUNDING_OBJECTIVE:
        return goal_of(text).name
    if code in NAMES_OF_CODE:
        return _name(code, text.strip())
    value, kept = _number(code, text, unit), text.strip()
    least, most = RANGE_OF_CODE.get(code, RANGE_OF_UNIT.get(unit, ANY))
    if (unit in WHOLE or code in WHOLE_CODES) and value != value.to_integral_value():
        raise UsageError(f"{code} is {kept}; in {unit} it is a whole number. Nothing was changed.")
    if not least <= value <= most:
        raise UsageError(f"{code} is {kept}; in {unit} it goes from {least:f} to {most:f}. Nothing was changed.")
    return kept


def refuse_unusable(code: str, value: str, in_force: list[Row]) -> None:
    """Let the model itself judge a parameter of its own, together with the others that are in force.

    Raises
    ------
    UsageError
        The model could not plan with it.
    """
    if code.startswith("budget_"):
        _refuse_unusable_of_budget(code, value, in_force)
    name = code.removeprefix(PREFIX)
    if not code.startswith(PREFIX) or name not in {field.name for field in fields(StaffingParameters)}:
        return
    rows = [row for row in in_force if row["parameter_code"] != code]
    try:
        ParameterValues([*rows, {"parameter_code": code, "parameter_value": value}]).prices()
    except ModelError as error:
        raise UsageError(f"{error} Nothing was changed.") from error


def _refuse_unusable_of_budget(code: str, value: str, in_force: list[Row]) -> None:
    """The same, by the rules of the initiatives."""
    rows: list[Row] = [row for row in in_force if row["parameter_code"] != code]
    parameters = Parameters.of_rows("Initiatives", [*rows, {"parameter_code": code, "parameter_value": value}])
    try:
        BudgetData((), (), rules=rules_of(parameters))
    except ModelError as error:
        raise UsageError(f"{error} Nothing was changed.") from error


def _name(code: str, text: str) -> str:
    known = NAMES_OF_CODE[code]
    if text not in known:
        raise UsageError(f"{code} is {text[:LONGEST_TEXT]!r}; it may be {', '.join(known)}. Nothing was changed.")
    return text


def _number(code: str, text: str, unit: str) -> Decimal:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or len(text) > LONGEST_TEXT:
        raise UsageError(
            f"{code} is {text[:LONGEST_TEXT]!r}, not a number in {unit}. Nothing was changed. Write it as 0.25, "
            "without thousands separators."
        )
    return value
