"""What hires do for each initiative that is short, and why no more (BUDGET A13)."""

from collections.abc import Iterator, Mapping, Sequence

from optimizer.budget.data import BudgetData, Initiative
from optimizer.budget.eligibility import why_not
from optimizer.budget.hiring.data import HireCover
from optimizer.budget.hiring.left import SHORT_FROM_MAN_MONTHS, Left
from optimizer.budget.hiring.profiles import Terms, as_employee
from optimizer.budget.months import label


class Reasons:
    """What hires do for each initiative that is short, and why no more."""

    def __init__(self, data: BudgetData, terms: Sequence[Terms], left: Left) -> None:
        self.data, self.terms, self.left = data, terms, left

    def covers(self, man_months: Mapping[str, float], cost: Mapping[str, float]) -> tuple[HireCover, ...]:
        """One for each initiative that existing staff leaves short."""
        found = []
        for at, initiative in enumerate(self.data.initiatives):
            staff = float(self.left.delivered[at].sum())
            short = (initiative.effort_man_months or 0.0) - staff
            if short <= SHORT_FROM_MAN_MONTHS:
                continue
            hired = man_months.get(initiative.initiative_id, 0.0)
            rest = max(short - hired, 0.0)
            rest = rest if rest > SHORT_FROM_MAN_MONTHS else 0.0
            paid = cost.get(initiative.initiative_id, 0.0)
            sentence = self._sentence(at, initiative, hired, rest)
            found.append(HireCover(initiative.initiative_id, staff, short, hired, rest, paid, sentence))
        return tuple(found)

    def notes(self) -> Iterator[str]:
        """What holds for all of them."""
        first = min((one.first_month for one in self.terms), default=0)
        if self.left.effort_man_months.any() and first >= len(self.left.months):
            yield (
                f"Nobody can be hired: the horizon has {len(self.left.months)} months and a hire starts after {first}. "
                "Lower the lead time or plan more months."
            )

    def _sentence(self, at: int, initiative: Initiative, hired: float, rest: float) -> str:
        done = f"Hires deliver {hired:.2f} man-months of what existing staff leaves short"
        return f"{done}." if not rest else f"{done}; {rest:.2f} are left: {self._why_left(at, initiative)}."

    def _why_left(self, at: int, initiative: Initiative) -> str:
        """The first reason that holds."""
        months = self.left.months
        if not self.left.effort_man_months[at]:
            return "that is less than a step"
        if initiative.is_efficiency:
            return "it has no budget, so only idle months of hires work on it"
        if float(self.left.month_amount[at].max()) <= 0:
            return "its budget is spent"
        able = [one for one in self.terms if why_not(initiative, as_employee(one, "hire", months[0], ())) is None]
        if not able:
            return f"no profile may work on it (it requires {initiative.requirement.text or 'its own team'})"
        first = min(one.first_month for one in able)
        if first >= len(months) or months[first] > initiative.months[-1]:
            return f"it ends in {label(initiative.months[-1])}, before the first hire could start"
        return self._limit(at, first, min(one.monthly_cost_amount for one in able))

    def _limit(self, at: int, first: int, monthly_cost_amount: float) -> str:
        """Money by month, or what is common to all hires."""
        months, left = self.left.months, self.left.month_amount[at]
        inside = [n for n in range(first, len(months)) if months[n] in self.data.initiatives[at].months]
        amounts = [float(left[n]) for n in inside]
        amount = max(amounts) if self.data.rules.has_carry_over else sum(amounts)
        bought = amount / monthly_cost_amount
        if bought < float(self.left.effort_man_months[at]):
            paid = f"{amount:,.0f} {self.data.currency} of its budget are left from {label(months[first])} on"
            return f"{paid}, {bought:.2f} man-months of the cheapest hire"
        least = self.data.rules.hiring.least_use_ratio
        idle = f", or hires who would be used for less than {least:.0%} of their time" if least else ""
        return f"its money by month, a cap, a limit on people{idle}"
