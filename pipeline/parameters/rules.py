"""Which values a parameter may take: by its unit, and by the model that reads it."""

from dataclasses import fields
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

from config.errors import ModelError, UsageError
from optimizer.staffing.firm.parameter_values import PREFIX, ParameterValues
from optimizer.staffing.parameters import Parameters
from sql.engine import Row

LONGEST_TEXT = 200
MOST_WEEK_HOURS = 168
RANGE_OF_UNIT = {
    "ratio": (Decimal(0), Decimal(1)),
    "weeks": (Decimal(0), Decimal(520)),
    "hours": (Decimal(0), Decimal(MOST_WEEK_HOURS)),
    "0 or 1": (Decimal(0), Decimal(1)),
    "sign": (Decimal(-1), Decimal(1)),
    "engagements": (Decimal(0), Decimal(100)),
}
RANGE_OF_CODE = {"staffing_demand_ratio": (Decimal(0), Decimal(10))}
ANY = (Decimal(0), Decimal(1_000_000))
WHOLE = {"weeks", "0 or 1", "sign", "engagements"}


def known_code(code: str, known: list[str]) -> str:
    """The code, where there is such a parameter.

    Raises
    ------
    UsageError
        There is none; the nearest ones are named.
    """
    if code in known:
        return code
    near = get_close_matches(code, known, n=3, cutoff=0.5) or [one for one in known if code.lower() in one][:3]
    hint = f"Did you mean {' or '.join(near)}?" if near else "See: prop parameter list"
    raise UsageError(f"There is no parameter {code}. Nothing was changed. {hint}")


def checked_value(code: str, text: str, unit: str) -> str:
    """The value as it is kept, without blanks around it.

    Raises
    ------
    UsageError
        It is no plain number, or not one that ``unit`` allows.
    """
    value, kept = _number(code, text, unit), text.strip()
    least, most = RANGE_OF_CODE.get(code, RANGE_OF_UNIT.get(unit, ANY))
    if unit in WHOLE and value != value.to_integral_value():
        raise UsageError(f"{code} is {kept}; in {unit} it is a whole number. Nothing was changed.")
    if not least <= value <= most:
        raise UsageError(f"{code} is {kept}; in {unit} it goes from {least:f} to {most:f}. Nothing was changed.")
    return kept


def refuse_unusable(code: str, value: str, in_force: list[Row]) -> None:
    """Let the staffing model itself judge a parameter of its own, together with the others that are in force.

    Raises
    ------
    UsageError
        The model could not plan with it.
    """
    name = code.removeprefix(PREFIX)
    if not code.startswith(PREFIX) or name not in {field.name for field in fields(Parameters)}:
        return
    rows = [row for row in in_force if row["parameter_code"] != code]
    try:
        ParameterValues([*rows, {"parameter_code": code, "parameter_value": value}]).prices()
    except ModelError as error:
        raise UsageError(f"{error} Nothing was changed.") from error


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
