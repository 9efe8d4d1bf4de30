"""The model's rules as the settings say; what they name must be in the portfolio."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from optimizer.budget.data import WATERFALL, Employee, Initiative, Rules
from optimizer.budget.hiring.data import HiringRules
from optimizer.budget.priority import DRIVERS, IMPACTS, PriorityScale
from optimizer.budget.workbook.cells import Row
from optimizer.budget.workbook.settings import VALUE, Settings
from optimizer.budget.workbook.table import nearest, spelled

K = TypeVar("K")
LEAST_RATIO = 0.01
MOST_MONTHS = 600.0


def general_rules(settings: Settings) -> Rules:
    """What needs no look at the portfolio: scales, order, sizes of shares, hiring."""
    return Rules(
        has_carry_over=settings.is_yes("carry_over", default=False),
        waterfall=_waterfall(settings),
        minimum_block_ratio=settings.number("minimum_block", None, least=LEAST_RATIO, most=1.0),
        maximum_initiatives_count=settings.count("maximum_initiatives", None),
        share_step_ratio=settings.number("share_step", None, least=LEAST_RATIO, most=1.0),
        scale=_scale(settings),
        hiring=_hiring(settings),
    )


def with_limits(
    rules: Rules, settings: Settings, initiatives: tuple[Initiative, ...], employees: tuple[Employee, ...]
) -> Rules:
    """``rules`` with caps and places; a funding source, driver or location that nobody has is a fault of the cell."""
    sources = {initiative.funding_source for initiative in initiatives}
    pairs = {(initiative.funding_source, initiative.driver) for initiative in initiatives}
    places = {employee.location for employee in employees}

    def ratios(name: str) -> Mapping[str, float]:
        return _by_key(settings.rows(name), lambda of, row: _known(row, "location", of, places), most=1.0)

    return replace(
        rules,
        source_cap_amount=_by_key(
            settings.rows("source_cap"), lambda of, row: _known(row, "funding source", of, sources)
        ),
        driver_cap_amount=_by_key(settings.rows("driver_cap"), lambda of, row: _pair(row, of, pairs)),
        location_minimum_ratio=ratios("location_minimum"),
        location_maximum_ratio=ratios("location_maximum"),
    )


def _scale(settings: Settings) -> PriorityScale:
    def scores(name: str) -> dict[str, float]:
        return {of.lower(): row.number_or(VALUE, 0.0, most=1.0) for of, row in settings.rows(name)}

    return PriorityScale(
        driver_weight=settings.number("driver_weight", 0.4, most=1.0),
        impact_weight=settings.number("impact_weight", 0.4, most=1.0),
        rank_weight=settings.number("rank_weight", 0.2, most=1.0),
        drivers=DRIVERS | scores("driver_score"),
        impacts=IMPACTS | scores("impact_score"),
    )


def _waterfall(settings: Settings) -> tuple[str, ...]:
    row = settings.row("waterfall")
    if row is None:
        return WATERFALL
    order = tuple(spelled(part) for part in row.text(VALUE).replace(">", ",").replace(";", ",").split(","))
    if sorted(order) != sorted(WATERFALL):
        row.fault(VALUE, f"is {row.text(VALUE)!r}; each of {', '.join(WATERFALL)} is expected once")
        return WATERFALL
    return order


def _hiring(settings: Settings) -> HiringRules:
    usual = HiringRules()
    return HiringRules(
        is_asked=settings.is_yes("hiring", default=usual.is_asked),
        lead_month_count=settings.count("hiring_lead_months", usual.lead_month_count, least=0),
        cost_factor=settings.number("hiring_cost_factor", usual.cost_factor, least=LEAST_RATIO, most=100.0),
        one_off_month_count=settings.number("hiring_one_off_months", usual.one_off_month_count, most=MOST_MONTHS),
        least_use_ratio=settings.number("hiring_least_use", usual.least_use_ratio, most=1.0),
        maximum_head_count=settings.count("hiring_maximum", usual.maximum_head_count, least=0),
    )


def _by_key(
    rows: Iterable[tuple[str, Row]], key_of: Callable[[str, Row], K | None], most: float = float("inf")
) -> dict[K, float]:
    found: dict[K, float] = {}
    for of, row in rows:
        key = key_of(of, row)
        number = row.number_or(VALUE, None, most=most)
        if key is not None and number is not None:
            found[key] = number
    return found


def _known(row: Row, what: str, name: str, known: set[str]) -> str | None:
    if name in known:
        return name
    alike = next((other for other in known if other.casefold() == name.casefold()), None) or nearest(name, list(known))
    hint = f"; did you mean {alike}?" if alike else f"; known are {', '.join(sorted(filter(None, known))) or 'none'}"
    row.fault("parameter", f"names the {what} {name!r}, which nothing has{hint}")
    return None


def _pair(row: Row, of: str, pairs: set[tuple[str, str]]) -> tuple[str, str] | None:
    """``source / driver``; a driver alone where one source has it."""
    source, slash, driver = (part.strip() for part in of.rpartition("/"))
    if slash:
        wanted = [pair for pair in pairs if pair == (source, driver)]
    else:
        wanted = [pair for pair in pairs if pair[1] == driver]
    if len(wanted) == 1:
        return wanted[0]
    listed = ", ".join(sorted(f"{one} / {other}" for one, other in (wanted or pairs)))
    problem = (
        f"names the driver {of!r}, which {len(wanted)} sources have" if wanted else f"names {of!r}, which nothing has"
    )
    row.fault("parameter", f"{problem}; there are {listed}")
    return None
