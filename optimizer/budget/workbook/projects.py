"""The sheet Projects: one initiative per row."""

from datetime import date
from functools import partial

from optimizer.budget.data import Initiative, Rules
from optimizer.budget.months import label, months_between
from optimizer.budget.skills.requirement import Requirement, read_requirement
from optimizer.budget.skills.tokens import SkillSyntaxError
from optimizer.budget.workbook.cells import Row
from optimizer.budget.workbook.month_lists import phasing
from optimizer.budget.workbook.table import Columns

COLUMNS = Columns(
    required=("project_id", "project_name", "alloc_budget", "start_date", "end_date"),
    optional=(
        "funding_source", "driver", "impact", "rank", "requested_budget", "effort_estimate_man_months",
        "required_skills", "team", "sub_team", "pod", "max_resource_allocation_pct", "predecessor_id", "phasing",
    ),
    aliases=(
        ("budget", "alloc_budget"), ("allocated_budget", "alloc_budget"), ("predecessor", "predecessor_id"),
        ("effort_man_months", "effort_estimate_man_months"), ("budget_phasing", "phasing"),
        ("max_resource_allocation", "max_resource_allocation_pct"),
    ),
)  # fmt: skip
LEAST_SHARE, MOST_EFFORT, MOST_RANK = 0.01, 1e6, 1e6
LONGEST_MONTHS = 600


def initiative(row: Row, rules: Rules, usual_share: float) -> Initiative:
    """One row; ``usual_share`` is Config's maximum share, for cells that are empty."""
    identifier = row.identifier("project_id")
    months = _months(row)
    for column, known in (("driver", rules.scale.drivers), ("impact", rules.scale.impacts)):
        if row.name(column) and row.name(column).lower() not in known:
            row.fault(column, f"is {row.text(column)!r}; known are {', '.join(sorted(known))}")
    return Initiative(
        initiative_id=identifier,
        name=row.name("project_name", is_required=True),
        months=months,
        budget_amount=_budget(row),
        effort_man_months=row.number_or("effort_estimate_man_months", None, most=MOST_EFFORT),
        requested_amount=row.number_or("requested_budget", None),
        funding_source=row.name("funding_source"),
        driver=row.name("driver"),
        impact=row.name("impact"),
        rank=_rank(row),
        requirement=_requirement(row, identifier),
        team=row.name("team"),
        sub_team=row.name("sub_team"),
        pod=row.name("pod"),
        maximum_share_ratio=row.number_or("max_resource_allocation_pct", usual_share, least=LEAST_SHARE, most=1.0),
        phasing_ratio=row.converted("phasing", partial(phasing, months=months), {}) if months else {},
        predecessor_id=row.identifier("predecessor_id", is_required=False) or None,
    )


def _budget(row: Row) -> float:
    """An empty cell is no 0: with 0 a project has no limit of money at all."""
    if row.is_left_empty("alloc_budget"):
        row.fault("alloc_budget", "is empty; write its money, or write 0 for an efficiency initiative")
    return row.number_or("alloc_budget", 0.0)


def _rank(row: Row) -> float | None:
    rank = row.number_or("rank", None, least=1, most=MOST_RANK)
    if rank is not None and not float(rank).is_integer():
        row.fault("rank", f"is {rank:g}; a whole number from 1 is expected")
    return rank


def _months(row: Row) -> tuple[date, ...]:
    first, last = row.month("start_date"), row.month("end_date")
    if first is None or last is None:
        return ()
    months = months_between(first, last)
    if not months:
        row.fault("end_date", f"is {label(last)}, before the start {label(first)}")
    elif len(months) > LONGEST_MONTHS:
        row.fault("end_date", f"is {label(last)}, {len(months)} months after the start; at most {LONGEST_MONTHS} run")
        return ()
    return months


def _requirement(row: Row, identifier: str) -> Requirement:
    try:
        return read_requirement(row.text("required_skills"))
    except SkillSyntaxError as fault:
        row.fault("required_skills", f"initiative {identifier}, {fault}")
        return Requirement()
