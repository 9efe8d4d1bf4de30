"""The limits of a CSV file; every cell that cannot be meant is a fault of its line and column."""

from collections.abc import Sequence
from difflib import get_close_matches

from optimizer.funding.catalog import COUNT_CODES, KINDS, MONEY_CODES, PERCENT_UNITS, RATIO_CODES
from optimizer.funding.data import Limit
from optimizer.funding.data_checks import value_faults
from optimizer.funding.files.number import number_of
from optimizer.funding.files.table import Table
from optimizer.funding.limits import (
    FIRM_FIGURES,
    FIRM_PREFIX,
    HORIZON_FIGURES,
    HORIZON_PREFIX,
    period_of,
    subject_of,
)

REQUIRED = ("constraint_type", "value")
OPTIONAL = ("unit", "description", "subject", "period")
OTHER_CODES = (
    *(f"{FIRM_PREFIX}{figure}" for figure in FIRM_FIGURES),
    *(f"{HORIZON_PREFIX}{figure}" for figure in HORIZON_FIGURES),
)
KNOWN = (*KINDS, *OTHER_CODES)
RATIO_UNITS = ("", "ratio", "share", "fraction", *PERCENT_UNITS)
MONTH_UNITS = ("", "month", "months")
CURRENCY_LENGTH = 3


def limits_in(table: Table) -> tuple[Limit, ...]:
    """One limit (or figure of the firm, or of the horizon) per line; what is wrong is left in ``table.faults``."""
    found = [_limit(table, number) for number in table.numbers]
    _refuse_twins(table, found)
    return tuple(limit for limit in found if limit is not None)


def _limit(table: Table, number: int) -> Limit | None:
    code = table.text(number, "constraint_type").lower()
    if code not in KNOWN:
        near = get_close_matches(code, KNOWN, 1)
        hint = f"; is {near[0]} meant?" if near else f"; known are {', '.join(KNOWN)}"
        table.fault(number, "constraint_type", f"{code!r} is not known{hint}" if code else "it is empty")
        return None
    value, unit = _value(table, number, code)
    subject = table.text(number, "subject")
    period = _period(table, number) if table.text(number, "period") else period_of(subject)
    limit = Limit(code, value, unit, subject_of(subject), table.text(number, "description"), period)
    if code in KINDS:
        _refuse_odd_subject(table, number, limit)
        for words in value_faults(limit):
            table.fault(number, "value", words)
    elif value < 0:
        table.fault(number, "value", f"{code} is {value:,g}; 0 or more is expected")
    return limit


def _value(table: Table, number: int, code: str) -> tuple[float, str]:
    """The value with the unit that tells what it means; a percent sign is a unit."""
    text, unit = table.text(number, "value"), table.text(number, "unit")
    if text.endswith("%"):
        if unit and unit.lower() not in PERCENT_UNITS:
            table.fault(number, "value", f"{text!r} is a percentage, and its unit is {unit}; one of both is expected")
        text, unit = text[:-1].strip(), unit or "%"
    _refuse_odd_unit(table, number, code, unit)
    value = number_of(text) if text else "it is empty; a number is expected"
    if isinstance(value, str):
        table.fault(number, "value", value)
        return 1.0, ""
    return value, unit


def _refuse_odd_unit(table: Table, number: int, code: str, unit: str) -> None:
    """An amount in thousands, or a count in percent, would be taken for something else."""
    plain = unit.lower()
    if code in MONEY_CODES or code.endswith("_amount"):
        if plain in PERCENT_UNITS or (len(unit) > CURRENCY_LENGTH and plain not in ("amount", "currency", "money")):
            table.fault(number, "unit", f"{unit!r} is no currency; a full amount and a code such as USD is expected")
    elif code in COUNT_CODES and plain in PERCENT_UNITS:
        table.fault(number, "unit", f"{unit!r}: {code} counts requests; a whole number is expected")
    elif code in (*RATIO_CODES, "min_roi_threshold", "firm_utilization_ratio") and plain not in RATIO_UNITS:
        table.fault(number, "unit", f"{unit!r} is not known here; Percentage or Ratio is expected")
    elif code == "min_cash_runway_months" and plain not in MONTH_UNITS:
        table.fault(number, "unit", f"{unit!r} is not known here; Months is expected")


def _period(table: Table, number: int) -> int | None:
    value = table.number(number, "period")
    if value % 1 or value < 1:
        table.fault(number, "period", f"{value:g} is no period; 1, 2, ... are expected")
        return None
    return int(value)


def _refuse_odd_subject(table: Table, number: int, limit: Limit) -> None:
    if KINDS[limit.code].is_about_requests and not limit.subject:
        table.fault(number, "subject", f"it is empty; {limit.code} is about requests or groups")


def _refuse_twins(table: Table, found: Sequence[Limit | None]) -> None:
    """Each limit once: two values for one limit contradict each other."""
    seen: dict[tuple[object, ...], int] = {}
    for number, limit in zip(table.numbers, found, strict=True):
        if limit is not None:
            key = (limit.code, frozenset(limit.subject) if limit.code != "requires" else limit.subject, limit.period)
            if key in seen:
                table.fault(number, "constraint_type", f"{limit.name} is there already (line {seen[key]})")
            seen.setdefault(key, number)
