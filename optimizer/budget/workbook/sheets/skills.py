"""What skills are missing: by skill over all initiatives, and for each initiative."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from optimizer.budget.bulk.kinds import Flags, Numbers
from optimizer.budget.bulk.people import fit_tables
from optimizer.budget.bulk.skills import SkillTable
from optimizer.budget.data import BudgetData
from optimizer.budget.skills.expression import Expression, single_skills, words
from optimizer.budget.skills.requirement import KINDS, Requirement, Wanted
from optimizer.budget.solution import BudgetPlan, Outcome
from optimizer.budget.workbook.sheets.table import Area, Column, Kind, Shade, Table, rounded, texts

FREE_ZERO = 1e-4
NOBODY_HAS, NOBODY_FREE, HAS_FREE, NONE_SHORT = "nobody has it", "nobody free has it", "free people have it", "none"
MANDATORY = KINDS[0]


@dataclass
class _Gap:
    """One skill of one kind, over the initiatives that want it."""

    initiatives: list[str] = field(default_factory=list)
    wanted: float = 0.0
    unmet: float = 0.0
    short: float = 0.0
    holder_count: int = 0
    months: set[int] = field(default_factory=set)


class _People:
    """Who has what, who is free when, and who works on what; people, months and initiatives by their places."""

    def __init__(self, data: BudgetData, plan: BudgetPlan) -> None:
        self.place = {i.initiative_id: place for place, i in enumerate(data.initiatives)}
        person = {e.employee_id: place for place, e in enumerate(data.employees)}
        month = {one: place for place, one in enumerate(data.months)}
        self.months = [[month[one] for one in i.months] for i in data.initiatives]
        left = [[e.available(one) for one in data.months] for e in data.employees]
        self.left: Numbers = np.array(left, dtype=np.float64).reshape(len(person), len(month))
        self.done: Numbers = np.zeros((len(person), len(self.place)))
        for a in plan.allocations:
            self.left[person[a.employee_id], month[a.month]] -= a.share_ratio
            self.done[person[a.employee_id], self.place[a.initiative_id]] += a.share_ratio
        self.left = np.maximum(self.left, 0.0)
        self._table = SkillTable([e.skills.all for e in data.employees])
        self._having: dict[Expression, Flags] = {}

    def having(self, expression: Expression) -> Flags:
        """Who meets it."""
        if expression not in self._having:
            self._having[expression] = self._table.is_met(Wanted((expression,)))
        return self._having[expression]

    def free(self, expression: Expression, months: list[int]) -> float:
        """Man-months that those who have it have left in these months, without what rounding leaves."""
        free = float(self.left[self.having(expression)][:, months].sum())
        return free if free > FREE_ZERO else 0.0

    def done_without(self, expression: Expression, initiative: int) -> float:
        """Man-months on an initiative by people who do not have it."""
        return float(self.done[~self.having(expression), initiative].sum())


def skill_gaps(data: BudgetData, plan: BudgetPlan) -> Table:
    """By skill: man-months that want it, those that go without it, who has it, and whether they are free.

    A mandatory skill goes without where its initiative is short and nobody who has it is free in its months; a
    preferred one where people without it do the work.
    """
    people = _People(data, plan)
    gaps: dict[tuple[Expression, str], _Gap] = defaultdict(_Gap)
    for outcome, kind, single in _wanted(data, plan):
        _add(gaps[single, kind], people, outcome, kind, single)
    ordered = sorted(gaps.items(), key=lambda one: (-one[1].unmet, words(one[0][0]), one[0][1]))
    rows = []
    for (single, kind), gap in ordered:
        free = people.free(single, sorted(gap.months))
        state = _state(gap.holder_count, free, gap.unmet + gap.short)
        rows.append(
            [words(single), kind, len(gap.initiatives), rounded(gap.wanted), rounded(gap.unmet), gap.holder_count,
             rounded(free), state, ", ".join(gap.initiatives)]
        )  # fmt: skip
    columns = [
        *texts("skill", "kind"),
        Column("projects", Kind.COUNT),
        Column("wanted_man_months", Kind.MAN_MONTHS),
        Column("unmet_man_months", Kind.MAN_MONTHS),
        Column("people_with_skill", Kind.COUNT),
        Column("free_man_months", Kind.MAN_MONTHS),
        *texts("gap", "project_ids"),
    ]
    return Table("Skill_Gaps", columns, rows, (Area(4, 4, Shade.SHORT),), frozen=2)


def skill_requirements(data: BudgetData, plan: BudgetPlan) -> Table:
    """For each part of each initiative's requirement: who has it, who may work on the initiative, who is free."""
    people = _People(data, plan)
    eligible = fit_tables(data)[0].sum(axis=0)
    rows = []
    for outcome in plan.outcomes:
        i, place = data.initiative[outcome.initiative_id], people.place[outcome.initiative_id]
        for kind, part in _parts(i.requirement):
            free, count = people.free(part, people.months[place]), int(people.having(part).sum())
            short = outcome.shortfall_man_months
            rows.append(
                [i.initiative_id, i.name, kind, words(part), count, int(eligible[place]), rounded(free),
                 rounded(short), _state(count, free, short)]
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


def _add(gap: _Gap, people: _People, outcome: Outcome, kind: str, single: Expression) -> None:
    """What one initiative adds to the gap of one of its skills."""
    place = people.place[outcome.initiative_id]
    gap.holder_count = int(people.having(single).sum())
    gap.months.update(people.months[place])
    gap.initiatives.append(outcome.initiative_id)
    gap.wanted += outcome.target_man_months or outcome.man_months
    if kind != MANDATORY:
        gap.unmet += people.done_without(single, place)
        return
    gap.short += outcome.shortfall_man_months
    if not people.free(single, people.months[place]):
        gap.unmet += outcome.shortfall_man_months


def _parts(requirement: Requirement) -> Iterator[tuple[str, Expression]]:
    """Every part that was written, with its kind."""
    for kind in KINDS:
        wanted: Wanted = getattr(requirement, kind)
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


def _state(holder_count: int, free: float, unmet: float) -> str:
    if not holder_count:
        return NOBODY_HAS
    if unmet <= FREE_ZERO:
        return NONE_SHORT
    return HAS_FREE if free else NOBODY_FREE
