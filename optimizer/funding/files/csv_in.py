"""Read requests and limits from CSV files; every bad cell is named by file, line and column, none is guessed."""

from difflib import get_close_matches
from pathlib import Path

from optimizer.funding.catalog import FIRM_CODES, GROUP_CODES, KINDS, MONEY_CODES
from optimizer.funding.data import Firm, FundingData, Horizon, Limit, Request
from optimizer.funding.files import limits_in, requests_in
from optimizer.funding.files.table import Table, refuse
from optimizer.funding.limits import divided, planned
from optimizer.funding.names import NameList, odd_letters

__all__ = ["Table", "read_csv"]

REQUEST_COLUMNS, LIMIT_COLUMNS = requests_in.REQUIRED, limits_in.REQUIRED
CURRENCY_LENGTH = 3


def read_csv(
    requests: Path,
    constraints: Path,
    currency: str | None = None,
    *,
    firm: Firm | None = None,
    horizon: Horizon | None = None,
) -> FundingData:
    """Read both files and check them together; everything that is wrong is told at once.

    Parameters
    ----------
    requests, constraints
        CSV files as docs/funding-requests.md describes them.
    currency
        Of every amount, where the files do not say it; USD without.
    firm, horizon
        What is known from elsewhere; rows ``firm_…`` and ``horizon_…`` of the constraints come first.

    Raises
    ------
    UsageError
        A file is missing.
    ExtractError
        A column is missing or cells cannot be used: all of both files, by line and column.
    ModelError
        The requests and limits contradict each other.
    """
    asked, bounds = Table(requests, REQUEST_COLUMNS), Table(constraints, LIMIT_COLUMNS)
    rows = requests_in.requests_in(asked)
    written = limits_in.limits_in(bounds)
    money = _currency(asked, bounds, written, currency)
    limits, of_firm = divided(written, firm or Firm())
    limits, periods = planned(limits, horizon or Horizon())
    if rows:
        _refuse_unknown(bounds, written, rows)
        _refuse_periods(asked, bounds, written, rows, periods)
    refuse(asked, bounds)
    notes = (*_not_read(asked, requests_in), *_not_read(bounds, limits_in))
    return FundingData(rows, limits, of_firm, currency=money, notes=notes, horizon=periods)


def _currency(asked: Table, bounds: Table, limits: tuple[Limit, ...], given: str | None) -> str:
    """The one currency of the files; two of them are a fault."""
    found: dict[str, str] = {}
    for number, code in zip(asked.numbers, asked.column("currency"), strict=True):
        if code:
            found.setdefault(code.upper(), f"line {number} of {asked.path.name}")
            if len(found) > 1:
                asked.fault(number, "currency", f"{code!r}, and {' '.join(found)} before; one currency is expected")
                break
    for number, limit in zip(_lines_of(bounds), limits, strict=False):
        unit = limit.unit.upper()
        if limit.code in MONEY_CODES and len(unit) == CURRENCY_LENGTH and unit.isalpha():
            if found and unit not in found:
                bounds.fault(number, "unit", f"{unit}, and other amounts are in {next(iter(found))}; one is expected")
            found.setdefault(unit, bounds.path.name)
    return next(iter(found), given or "USD")


def _refuse_unknown(bounds: Table, limits: tuple[Limit, ...], rows: tuple[Request, ...]) -> None:
    """Names in a subject that nobody bears, with the nearest one."""
    has_groups = any(request.group or request.fund for request in rows)
    known = NameList(name for request in rows for name in request.names) if any(x.subject for x in limits) else None
    if known is None:
        return
    names = sorted(known.names)
    for number, limit in zip(_lines_of(bounds), limits, strict=False):
        if limit.code not in KINDS or (limit.code in GROUP_CODES and not has_groups and not _is_near(limit, names)):
            continue
        for name in (text for text in limit.subject if known.meant(text) is None):
            near = get_close_matches(name, names, 1)
            hint = f"; is {near[0]!r} meant?" if near else ""
            odd = f" ({odd_letters(name)} is among its letters)" if odd_letters(name) else ""
            bounds.fault(number, "subject", f"{name!r} is neither a request nor a group nor a fund{odd}{hint}")
        if limit.code in FIRM_CODES and limit.subject:
            bounds.fault(number, "subject", f"{limit.code} is about the whole firm; nothing is expected here")


def _is_near(limit: Limit, names: list[str]) -> bool:
    """Whether a name of the subject is hardly off: a slip, not a group that the requests do not give."""
    return any(get_close_matches(name, names, 1, 0.8) for name in limit.subject)


def _lines_of(bounds: Table) -> list[int]:
    """The lines that hold a known code, in the order of the limits."""
    codes = bounds.column("constraint_type")
    return [n for n, code in zip(bounds.numbers, codes, strict=True) if code.lower() in limits_in.KNOWN]


def _refuse_periods(
    asked: Table, bounds: Table, limits: tuple[Limit, ...], rows: tuple[Request, ...], horizon: Horizon
) -> None:
    """Periods that are not planned."""
    count = horizon.period_count
    planned_words = f"{count} {'is' if count == 1 else 'are'} planned (--periods, or a row horizon_period_count)"
    for number, limit in zip(_lines_of(bounds), limits, strict=False):
        if limit.period is not None and limit.period > count:
            bounds.fault(number, "period", f"{limit.name} is about period {limit.period}; {planned_words}")
    for number, request in zip(asked.numbers, rows, strict=True):
        if request.first_period > count:
            asked.fault(number, "first_period", f"it is {request.first_period}; {planned_words}")
        last = request.last_period
        if last is not None and (last > count or last < request.first_period):
            words = planned_words if last > count else f"the first period is {request.first_period}"
            asked.fault(number, "last_period", f"it is {last}; {words}")


def _not_read(table: Table, reader: object) -> tuple[str, ...]:
    """A sentence about columns that mean nothing here."""
    known = {*getattr(reader, "REQUIRED", ()), *getattr(reader, "OPTIONAL", ())}
    odd = [name for name in table.header if name not in known]
    return (f"{table.path.name}: columns that are not read: {', '.join(odd)}.",) if odd else ()
