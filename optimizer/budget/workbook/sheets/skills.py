"""What skills are missing: by skill over all initiatives, and for each initiative."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from optimizer.budget.data import BudgetData
from optimizer.budget.eligibility import why_not
from optimizer.budget.skills.expression import Expression, is_met, single_skills, words
from optimizer.budget.skills.requirement import Requirement
from optimizer.budget.solution import BudgetPlan, Outcome
from optimizer.budget.workbook.sheets.table import Area, Column, Kind, Shade, Table, rounded, texts

FREE_ZERO = 1e-4
NOBODY_HAS, NOBODY_FREE, HAS_FREE, NONE_SHORT = "nobody has it", "nobody free has it", "free people have it", "none"


@dataclass
class _Gap:
    """One skill of one kind, over the initiatives that want it."""

    initiatives: list[str] = field(default_factory=list)
    wanted: float = 0.0
    unmet: float = 0.0
    short: float = 0.0
    holders: list[str] = field(default_factory=list)
    free: float = 0.0


class _Free:
    """Man-months of people that the plan leaves free."""

    def __init__(self, data: BudgetData, plan: BudgetPlan) -> None:
        self.left = {(e.employee_id, m): e.available(m) for e in data.employees for m in data.months}
        for a in plan.allocations:
            self.left[a.employee_id, a.month] -= a.share_ratio

    def man_months(self, people: list[str], months: set[date]) -> float:
        """Of these people in these months, without what rounding leaves."""
        free = sum(max(0.0, self.left[one, month]) for one in people for month in months)
        return free if free > FREE_ZERO else 0.0


def skill_gaps(data: BudgetData, plan: BudgetPlan) -> Table:
    """By skill: man-months that want it, those that go without it, who has it, and whether they are free.

    A mandatory skill goes without where its initiative is short and nobody who has it is free in its months; a
    preferred one where people without it do the work.
    """
    free, has = _Free(data, plan), _Holders(data)
    done = _done_without(data, plan, has)
    gaps: dict[tuple[str, str], _Gap] = defaultdict(_Gap)
    months: dict[tuple[str, str], set[date]] = defaultdict(set)
    for outcome, kind, single in _wanted(data, plan):
        key = (words(single), kind)
        gap = gaps[key]
        gap.holders = has.people(single)
        months[key].update(data.initiative[outcome.initiative_id].months)
        gap.initiatives.append(outcome.initiative_id)
        gap.wanted += outcome.target_man_months or outcome.man_months
        if kind != "mandatory":
            gap.unmet += done[outcome.initiative_id, words(single)]
            continue
        gap.short += outcome.shortfall_man_months
        if not free.man_months(gap.holders, set(data.initiative[outcome.initiative_id].months)):
            gap.unmet += outcome.shortfall_man_months
    for key, gap in gaps.items():
        gap.free = free.man_months(gap.holders, months[key])
    ordered = sorted(gaps.items(), key=lambda one: (-one[1].unmet, one[0]))
    columns = [
        *texts("skill", "kind"),
        Column("projects", Kind.COUNT),
        Column("wanted_man_months", Kind.MAN_MONTHS),
        Column("unmet_man_months", Kind.MAN_MONTHS),
        Column("people_with_skill", Kind.COUNT),
        Column("free_man_months", Kind.MAN_MONTHS),
        *texts("gap", "project_ids"),
    ]
    rows = [
        [*key, len(gap.initiatives), rounded(gap.wanted), rounded(gap.unmet), len(gap.holders), rounded(gap.free),
         _words(gap.holders, gap.free, gap.unmet + gap.short), ", ".join(gap.initiatives)]
        for key, gap in ordered
    ]  # fmt: skip
    return Table("Skill_Gaps", columns, rows, (Area(4, 4, Shade.SHORT),), frozen=2)


def skill_requirements(data: BudgetData, plan: BudgetPlan) -> Table:
    """For each part of each initiative's requirement: who has it, who may work on the initiative, who is free."""
    free, has = _Free(data, plan), _Holders(data)
    rows = []
    for outcome in plan.outcomes:
        i = data.initiative[outcome.initiative_id]
        eligible = sum(why_not(i, e) is None for e in data.employees) if i.requirement.text.strip() else 0
        for kind, part in _parts(i.requirement):
            holders = has.people(part)
            left = free.man_months(holders, set(i.months))
            rows.append(
                [i.initiative_id, i.name, kind, words(part), len(holders), eligible, rounded(left),
                 rounded(outcome.shortfall_man_months), _words(holders, left, outcome.shortfall_man_months)]
            )  # fmt: skip
    columns = [
        *texts("project_id", "project_name", "kind", "requirement"),
        Column("people_with_skill", Kind.COUNT),
        Column("people_eligible", Kind.COUNT),
        Column("free_man_months", Kind.MAN_MONTHS),
        Column("shortfall_man_months", Kind.MAN_MONTHS),
        *texts("gap"),
    ]
    return Table("Skill_Requirements", columns, rows, (Area(7, 7, Shade.SHORT),), frozen=2)


class _Holders:
    """Who has a skill; each asked once."""

    def __init__(self, data: BudgetData) -> None:
        self.data = data
        self._people: dict[Expression, list[str]] = {}

    def people(self, expression: Expression) -> list[str]:
        """Ids of those who meet it."""
        if expression not in self._people:
            self._people[expression] = [e.employee_id for e in self.data.employees if is_met(expression, e.skills.all)]
        return self._people[expression]


def _parts(requirement: Requirement) -> Iterator[tuple[str, Expression]]:
    """Every part that was written, with its kind."""
    for kind in ("mandatory", "technical", "functional"):
        wanted = getattr(requirement, kind)
        for expression in (*wanted.each, *wanted.of_these):
            yield kind, expression


def _wanted(data: BudgetData, plan: BudgetPlan) -> Iterator[tuple[Outcome, str, Expression]]:
    """Every single skill of every initiative, once for each kind."""
    for outcome in plan.outcomes:
        seen = set()
        for kind, part in _parts(data.initiative[outcome.initiative_id].requirement):
            for single in single_skills(part):
                if (kind, single) not in seen:
                    seen.add((kind, single))
                    yield outcome, kind, single


def _done_without(data: BudgetData, plan: BudgetPlan, has: _Holders) -> dict[tuple[str, str], float]:
    """Man-months on an initiative by people who lack one of its skills, by initiative and skill."""
    by_person: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for a in plan.allocations:
        by_person[a.initiative_id][a.employee_id] += a.share_ratio
    found: dict[tuple[str, str], float] = defaultdict(float)
    for outcome, _, single in _wanted(data, plan):
        holders = set(has.people(single))
        people = by_person[outcome.initiative_id]
        found[outcome.initiative_id, words(single)] = sum(v for one, v in people.items() if one not in holders)
    return found


def _words(holders: list[str], free: float, unmet: float) -> str:
    if not holders:
        return NOBODY_HAS
    if unmet <= FREE_ZERO:
        return NONE_SHORT
    return HAS_FREE if free else NOBODY_FREE
