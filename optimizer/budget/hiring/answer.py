"""From the columns of the hiring model to whole people, their shares, and why (BUDGET A13)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from optimizer.budget.bulk.kinds import Numbers
from optimizer.budget.data import BudgetData
from optimizer.budget.hiring.data import HireShare, PlannedHire
from optimizer.budget.hiring.left import Left
from optimizer.budget.hiring.model import HiringModel
from optimizer.budget.hiring.profiles import Terms
from optimizer.budget.months import label
from optimizer.budget.whole.split import Units, evenly, to_few

SHARE_ZERO = 5e-6
SHOWN_INITIATIVES = 4


class Answer:
    """Whole people by first month, each with what they work on."""

    def __init__(self, data: BudgetData, terms: Sequence[Terms], left: Left, model: HiringModel, plan: Numbers) -> None:
        self.data, self.terms, self.left, self.model = data, terms, left, model
        self.people = self._people(plan)
        self.shares = tuple(self._shares(plan))
        self.man_months: dict[str, float] = defaultdict(float)
        self.cost: dict[str, float] = defaultdict(float)
        for share in self.shares:
            self.man_months[share.initiative_id] += share.share_ratio
            self.cost[share.initiative_id] += share.cost_amount
        self.hires = tuple(self._hires())

    def _people(self, plan: Numbers) -> list[tuple[str, int, int]]:
        """(hire_id, terms, first month), one per head, the earliest first."""
        columns = self.model.columns
        heads = []
        for column, profile, month in zip(columns.people, columns.start_profile, columns.start_month, strict=True):
            heads += [(int(month), int(profile))] * round(float(plan[column]))
        taken = {employee.employee_id for employee in self.data.employees}
        prefix = "HIRE-" if not any(one.startswith("HIRE-") for one in taken) else "NEW-HIRE-"
        return [(f"{prefix}{n:03d}", profile, month) for n, (month, profile) in enumerate(sorted(heads), 1)]

    def _shares(self, plan: Numbers) -> Iterator[HireShare]:
        """The shares of a profile's people, dealt out to those who are there."""
        columns, before = self.model.columns, dict[int, dict[tuple[str, int], float]]()
        wanted: dict[tuple[int, int], dict[int, tuple[float, float]]] = defaultdict(dict)
        for share in np.flatnonzero(plan[: self.model.share_count] > SHARE_ZERO):
            at = int(columns.initiative[share])
            most = self.data.initiatives[at].maximum_share_ratio / self.step
            wanted[int(columns.month[share]), int(columns.profile[share])][at] = (
                float(plan[share]),
                float(np.floor(most + SHARE_ZERO)) if self.is_stepped else most,
            )
        for (month, profile), units in sorted(wanted.items()):
            there = [hire for hire, terms, start in self.people if terms == profile and start <= month]
            given = self._dealt(units, there, before.get(profile, {}))
            before[profile] = {(there[who], at): amount for (who, at), amount in given.items()}
            for (who, at), amount in sorted(given.items()):
                yield self._share(there[who], profile, at, month, amount * self.step)

    def _dealt(
        self, units: dict[int, tuple[float, float]], there: list[str], before: dict[tuple[str, int], float]
    ) -> Units:
        rules = self.data.rules
        if rules.minimum_block_ratio is not None or rules.maximum_initiatives_count is not None:
            return self._one_each(units, there, before)
        last = {(there.index(hire), at): amount for (hire, at), amount in before.items()}
        given = to_few(units, len(there), 1.0 / self.step, last)
        return evenly(units, len(there), is_whole=self.is_stepped) if given is None else given

    def _one_each(
        self, units: dict[int, tuple[float, float]], there: list[str], before: dict[tuple[str, int], float]
    ) -> Units:
        """One initiative a person: as few as can do it, evenly, first those who were on it before."""
        free, given = list(range(len(there))), {}
        for at, (amount, most) in sorted(units.items()):
            needed = int(np.ceil(amount / min(most, 1.0 / self.step) - SHARE_ZERO))
            team = sorted(free, key=lambda who: (-before.get((there[who], at), 0.0), who))[:needed]
            free = [who for who in free if who not in team]
            for (member, _), part in evenly({0: (amount, most)}, len(team), is_whole=self.is_stepped).items():
                given[team[member], at] = part
        return given

    def _share(self, hire_id: str, profile: int, at: int, month: int, ratio: float) -> HireShare:
        initiative = self.data.initiatives[at]
        cost = 0.0 if initiative.is_efficiency else ratio * self.terms[profile].monthly_cost_amount
        return HireShare(hire_id, initiative.initiative_id, self.left.months[month], ratio, cost)

    def _hires(self) -> Iterator[PlannedHire]:
        of_hire: dict[str, list[HireShare]] = defaultdict(list)
        for share in self.shares:
            of_hire[share.hire_id].append(share)
        for hire_id, profile, month in self.people:
            yield self._hire(hire_id, self.terms[profile], month, of_hire[hire_id])

    def _hire(self, hire_id: str, terms: Terms, month: int, shares: list[HireShare]) -> PlannedHire:
        months, profile = self.left.months, terms.profile
        paid_months = len(months) - month
        man_months = sum(share.share_ratio for share in shares)
        paid = sum(share.cost_amount for share in shares)
        wages = paid_months * terms.monthly_cost_amount
        return PlannedHire(
            hire_id=hire_id,
            profile_id=profile.profile_id,
            team=profile.team,
            role=profile.role,
            location=profile.location,
            staff_level=profile.staff_level,
            decided_month=months[month - terms.lead_month_count],
            start_month=months[month],
            last_month=months[-1],
            lead_month_count=terms.lead_month_count,
            paid_month_count=paid_months,
            monthly_cost_amount=terms.monthly_cost_amount,
            one_off_cost_amount=terms.one_off_cost_amount,
            cost_amount=wages + terms.one_off_cost_amount,
            paid_by_initiatives_amount=paid,
            idle_amount=max(wages - paid, 0.0),
            man_months=man_months,
            use_ratio=man_months / paid_months,
            sentence=self._why(terms, months[month], paid_months, shares),
        )

    def _why(self, terms: Terms, start: date, paid_months: int, shares: list[HireShare]) -> str:
        """What the hire is for, how much of it is used, and who pays."""
        data, profile = self.data, terms.profile
        by_initiative: dict[str, float] = defaultdict(float)
        for share in shares:
            by_initiative[share.initiative_id] += share.share_ratio
        ranked = sorted(by_initiative.items(), key=lambda item: -item[1])
        named = [f"{months:.2f} on {data.initiative[one].name}" for one, months in ranked[:SHOWN_INITIATIVES]]
        named += [f"the rest on {len(ranked) - SHOWN_INITIATIVES} others"] if len(ranked) > SHOWN_INITIATIVES else []
        who = ", ".join(part for part in (profile.role, profile.staff_level, profile.team, profile.location) if part)
        wages, paid = paid_months * terms.monthly_cost_amount, sum(share.cost_amount for share in shares)
        once = f" and {terms.one_off_cost_amount:,.0f} once" if terms.one_off_cost_amount else ""
        return (
            f"One more {who or profile.profile_id} from {label(start)} delivers {sum(by_initiative.values()):.2f} of "
            f"{paid_months} paid man-months: {', '.join(named) or 'nothing'}. Budgets pay {paid:,.0f} of {wages:,.0f} "
            f"{data.currency}; idle time{once} is the firm's money."
        )

    @property
    def step(self) -> float:
        """Man-months of one unit."""
        return self.data.rules.share_step_ratio or 1.0

    @property
    def is_stepped(self) -> bool:
        """Whether shares come in steps."""
        return self.data.rules.share_step_ratio is not None
