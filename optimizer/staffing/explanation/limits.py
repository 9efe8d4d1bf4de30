"""The rule that keeps a booking from being longer: a pin, no room, or what an hour more would cost."""

from collections import Counter
from functools import cached_property

import numpy as np

from optimizer.staffing.check import exact, exact_sums
from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.explanation import words
from optimizer.staffing.explanation.marginal import Marginal
from optimizer.staffing.explanation.prices import HourPrices, hour_prices
from optimizer.staffing.explanation.words import signed

ONE_MORE_HOUR = 1.0
NOTHING = 1e-6
LEAST_POINTS = 0.05  # shown with one decimal
LEAST_WORTH_HOURS = 0.01
FULL = {
    "C1": "the consultant has no more hours in these weeks",
    "C4": "the phase can take no more hours in these weeks",
}
RULE_OF_PART = {
    "spi": ("C5", "SPI is already counted in full"),
    "spi_below_floor": ("C5", "SPI has reached its floor"),
    "vec": ("C6", "VEC is already counted in full"),
    "vec_off_burn": ("C6", "VEC would leave its band around Burn"),
    "over_budget": ("C4", "the phase's remaining budget is used up"),
    "off_ratio": ("C8", "more would leave the staffing ratios"),
    "bench": ("C7", "the bench"),
    "external_premium": ("C9", "an external's hours carry a premium"),
    "external_before_internal": ("C9", "internals of this practice and level would stay idle"),
    "new_assignments": ("C10", "it would be a new start"),
    "plan_changes": ("C12", "it would move the published plan"),
}


class Limits:
    """What limits each booking of one plan."""

    def __init__(self, data: StaffingData, hours: Numbers, marginal: Marginal) -> None:
        self.data, self.hours, self.marginal = data, hours, marginal

    def of(self, p: int) -> tuple[str | None, str]:
        """The rule and the sentence for one pair with hours."""
        weeks, pinned = np.flatnonzero(self.hours[p] > 0).tolist(), self._pinned_weeks(p)
        if pinned.issuperset(weeks):
            return "C11", "The hours are pinned: somebody accepted or fixed them."
        room = [w for w in weeks if (p, w) not in self.full and w not in pinned]
        if not room:
            return self._of_full_weeks(p, [w for w in weeks if w not in pinned], pinned)
        changes = {w: self._one_more_hour(p, w) for w in room}
        best = max(changes, key=lambda w: sum(changes[w].values()))
        change, gain = changes[best], sum(changes[best].values())
        worst = min(change, key=lambda name: change[name])
        if gain >= LEAST_POINTS:
            when = words.week(self.data, best)
            return (
                None,
                f"One hour more in {when} would gain {signed(gain)}: the plan is near the best, not proven best.",
            )
        if change[worst] < -NOTHING:
            rule, why = RULE_OF_PART[worst]
            worth = signed(gain) if abs(gain) >= LEAST_POINTS else "next to nothing"
            return rule, f"Not more, because {why} (one hour more: {worth})."
        if gain <= NOTHING:
            return "Reward", "Not more, because SPI and VEC are already counted in full."
        return None, "More hours were not found to be better within the plan's gap."

    def _of_full_weeks(self, p: int, weeks: list[int], pinned: set[int]) -> tuple[str, str]:
        """No week has room: the rule of most weeks, and what an hour more there would be worth."""
        rule = Counter(self.full[p, w] for w in weeks).most_common(1)[0][0]
        held = f", and {words.weeks(len(pinned))} {'is' if len(pinned) == 1 else 'are'} pinned" if pinned else ""
        return rule, f"Not more, because {FULL[rule]}{held}{self._worth(p, rule, weeks)}."

    def _worth(self, p: int, rule: str, weeks: list[int]) -> str:
        """The shadow price of the week in which an hour more is worth the most."""
        if self.prices is None:
            return ""
        of_week = self.prices.of_person if rule == "C1" else self.prices.of_phase
        row = int((self.data.pairs.consultant if rule == "C1" else self.data.pairs.phase)[p])
        best = max((w for w in weeks if self.full[p, w] == rule), key=lambda w: float(of_week[row, w]))
        points = float(of_week[row, best])
        if points < LEAST_POINTS:
            return ""
        when = words.week(self.data, best)
        return f"; an hour more in {when} would be worth {signed(points)}, other hours following"

    def _one_more_hour(self, p: int, w: int) -> dict[str, float]:
        longer = self.hours[p].copy()
        longer[w] += ONE_MORE_HOUR
        return self.marginal.gain(p, longer)

    def _pinned_weeks(self, p: int) -> set[int]:
        """Weeks in which the pair's hours are pinned."""
        key = int(self.data.pairs.consultant[p]), int(self.data.pairs.phase[p])
        return {pin.week for pin in self.data.pins if (pin.consultant, pin.phase) == key}

    @cached_property
    def prices(self) -> HourPrices | None:
        """Computed once, when the first booking asks."""
        return hour_prices(self.data, self.hours)

    @cached_property
    def full(self) -> dict[tuple[int, int], str]:
        """(pair, week) without room for a hundredth of an hour more, and the rule."""
        by_consultant = exact_sums(self.hours, self.data.pairs.consultant)
        by_phase = exact_sums(self.hours, self.data.pairs.phase)
        full, least = {}, exact(LEAST_WORTH_HOURS)
        for p, w in np.argwhere(self.hours > 0).tolist():
            c, j = int(self.data.pairs.consultant[p]), int(self.data.pairs.phase[p])
            if exact(self.data.consultants.capacity_hours[c, w]) - by_consultant[c, w] < least:
                full[p, w] = "C1"
            elif exact(self.data.phases.maximum_hours[j, w]) - by_phase[j, w] < least:
                full[p, w] = "C4"
        return full
