"""Sums of the star, and ratios of these sums, are what the kpi views say at every level."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

Row = dict[str, Any]
ADDITIVE = [
    "hours",
    "billable_hours",
    "bac_amount",
    "ac_amount",
    "unbudgeted_ac_amount",
    "surcharge_amount",
    "extracted_amount",
    "pv_amount",
    "ev_amount",
    "last_4_weeks_hours",
    "last_13_weeks_hours",
    "last_4_weeks_ac_amount",
    "last_13_weeks_ac_amount",
]
RATIOS = {
    "burn": ("budgeted_ac_amount", "bac_amount"),
    "vec": ("budgeted_extracted_amount", "bac_amount"),
    "spi": ("scheduled_ev_amount", "pv_amount"),
    "cpi": ("ev_amount", "earned_ac_amount"),
    **{
        f"last_{n}_weeks_{name}": (f"last_{n}_weeks_{top}_amount", bottom.format(n=n))
        for n in (4, 13)
        for name, top, bottom in (
            ("burn", "budgeted", "bac_amount"),
            ("vec", "extracted", "bac_amount"),
            ("spi", "ev", "last_{n}_weeks_pv_amount"),
        )
    },
}
PARTS = {
    *ADDITIVE,
    *(part for parts in RATIOS.values() for part in parts),
    "scheduled_bac_amount",
    "budgeted_ev_amount",
}
LEVELS = {
    "kpi.engagement_week": ("engagement_id", "engagement_key"),
    "kpi.client_week": ("client_id", "client_key"),
    "kpi.practice_week": ("practice_id", "practice_key"),
    "kpi.portfolio_week": (None, None),
    "kpi.open_portfolio_week": (None, None),
}


def sums(
    rows: Iterable[Row], by: Iterable[str], parts: Iterable[str]
) -> dict[tuple[Any, ...], dict[str, Decimal | None]]:
    """What Power BI's SUM gives: blanks count for nothing, and the sum of nothing is blank."""
    groups: dict[tuple[Any, ...], dict[str, Decimal | None]] = defaultdict(lambda: dict.fromkeys(parts))
    for row in rows:
        group = groups[tuple(row[name] for name in by)]
        for part in parts:
            if row[part] is not None:
                group[part] = (group[part] or 0) + row[part]
    return groups


def divided(top: Decimal | None, bottom: Decimal | None) -> Decimal | None:
    """As DIVIDE does, to the six digits that SQL keeps."""
    if top is None or not bottom:
        return None
    return Decimal(Decimal(top) / bottom).quantize(Decimal("0.000001"), ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("fact", "view"),
    [
        *(("bi.fact_phase_week", view) for view in LEVELS),
        *(("bi.fact_engagement_week", view) for view in LEVELS if view != "kpi.open_portfolio_week"),
    ],
)
def test_earned_value_adds_up_to_every_level(star, fact, view):
    of_kpi, of_fact = LEVELS[view]
    rows = star.rows(fact)
    if view == "kpi.open_portfolio_week":
        rows = [row for row in rows if row["is_open"]]
    found = sums(rows, [*filter(None, [of_fact]), "currency", "week_start_date"], PARTS)
    expected = star.rows(view)
    assert len(found) == len(expected) > 0
    for row in expected:
        key = [(row[of_kpi] or 0)] if of_kpi else []
        ours = found[(*key, row["currency"], row["week_start_date"])]
        assert {name: ours[name] for name in ADDITIVE} == {name: row[name] for name in ADDITIVE}
        assert {name: divided(ours[top], ours[bottom]) for name, (top, bottom) in RATIOS.items()} == {
            name: row[name] for name in RATIOS
        }
        assert derived(ours) == {name: row[name] for name in derived(ours)}


def derived(ours: dict[str, Any]) -> dict[str, Decimal | None]:
    """What the contract says of SV, CV, EAC, ETC, VAC and TCPI of sums."""
    cpi = divided(ours["ev_amount"], ours["earned_ac_amount"])
    bac = ours["bac_amount"]
    eac = (bac / cpi).quantize(Decimal("0.0001"), ROUND_HALF_UP) if cpi and bac is not None else None
    return {
        "sv_amount": minus(ours["scheduled_ev_amount"], ours["pv_amount"]),
        "cv_amount": minus(ours["ev_amount"], ours["earned_ac_amount"]),
        "eac_amount": eac,
        "etc_amount": minus(eac, ours["budgeted_ac_amount"]),
        "vac_amount": minus(bac, eac),
        "tcpi": divided(minus(bac, ours["budgeted_ev_amount"]), minus(bac, ours["budgeted_ac_amount"])),
    }


def minus(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a - b


def test_schedule_is_due_over_scheduled_budget_where_phases_are_summed(star):
    found = sums(star.rows("bi.fact_phase_week"), ["currency", "week_start_date"], PARTS)
    for row in star.rows("kpi.portfolio_week"):
        ours = found[row["currency"], row["week_start_date"]]
        if row["phase_count"] > 1:
            assert divided(ours["pv_amount"], ours["scheduled_bac_amount"]) == row["schedule_ratio"]


def test_one_week_is_current_and_it_is_the_last(star):
    for view in ("bi.fact_phase_week", "bi.fact_engagement_week"):
        rows = star.rows(view)
        last = max(row["week_start_date"] for row in rows)
        assert {row["week_start_date"] for row in rows if row["is_current"]} == {last}
        assert all(row["is_current"] for row in rows if row["week_start_date"] == last)


HOURS = [
    "contracted_hours",
    "vacation_hours",
    "holiday_hours",
    "capacity_hours",
    "assigned_hours",
    "worked_hours",
    "billable_hours",
    "bench_hours",
]
PAST = ["past_capacity_hours", "past_assigned_hours", "past_billable_hours", "employee_count"]


@pytest.mark.parametrize(
    ("view", "by", "keys"),
    [
        ("kpi.firm_bench_week", ["is_external"], []),
        ("kpi.bench_week", ["is_external", "practice_key", "level_key"], ["practice_id", "staff_level_id"]),
    ],
)
def test_peoples_hours_add_up_to_the_bench(star, view, by, keys):
    found = sums(star.rows("bi.fact_consultant_week"), ["week_start_date", *by], [*HOURS, *PAST])
    expected = star.rows(view)
    assert len(found) == len(expected) > 0
    for row in expected:
        ours = found[(row["week_start_date"], row["is_external"], *((row[key] or 0) for key in keys))]
        assert {name: ours[name] for name in HOURS} == {name: row[name] for name in HOURS}
        assert ours["employee_count"] == row["employee_count"]
        assert divided(ours["bench_hours"], ours["capacity_hours"]) == row["bench_ratio"]
        assert divided(ours["past_billable_hours"], ours["past_capacity_hours"]) == row["utilization_ratio"]
        assert divided(ours["past_billable_hours"], ours["past_assigned_hours"]) == row["realization_ratio"]


@pytest.mark.parametrize(
    ("rollup", "by", "keys"),
    [
        ("firm", [], []),
        ("client", ["client_key"], ["client_id"]),
        ("practice", ["practice_key"], ["practice_id"]),
        ("level", ["level_key"], ["staff_level_id"]),
        ("engagement", ["engagement_key"], ["engagement_id"]),
    ],
)
def test_timesheets_add_up_to_rate_realization(star, rollup, by, keys):
    values = ["valued_hours", "actual_value_amount", "standard_value_amount"]
    rows = [row for row in star.rows("bi.fact_timesheet_week") if row["standard_value_amount"] is not None]
    found = sums(rows, ["currency", "week_start_date", *by], values)
    expected = [row for row in star.rows("kpi.rate_realization") if row["rollup_name"] == rollup]
    assert len(found) == len(expected) > 0
    for row in expected:
        ours = found[(row["currency"], row["week_start_date"], *((row[key] or 0) for key in keys))]
        theirs = (row["billable_hours"], row["actual_value_amount"], row["standard_value_amount"])
        assert tuple(ours[name] for name in values) == theirs
        assert divided(ours["actual_value_amount"], ours["standard_value_amount"]) == row["rate_realization_ratio"]


def test_the_weeks_of_timesheets_add_up_to_what_is_recognized_to_date(star):
    """Each phase's cost to date at the reporting date is the sum of its weeks."""
    weekly = sums(
        star.rows("bi.fact_timesheet_week"), ["phase_key"], ["hours", "billable_hours", "ac_amount", "extracted_amount"]
    )
    to_date = [row for row in star.rows("bi.fact_phase_week") if row["is_current"]]
    assert to_date
    for row in to_date:
        ours = {name: value or 0 for name, value in weekly[(row["phase_key"],)].items()}
        assert ours == {name: row[name] for name in ours}
