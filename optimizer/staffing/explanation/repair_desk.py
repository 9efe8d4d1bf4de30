"""What repairs are tried on: the plan with hours moved, or with one more person."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

import numpy as np

from optimizer.staffing import score
from optimizer.staffing.bulk.index import index_of
from optimizer.staffing.bulk.totals import Totals
from optimizer.staffing.data import Numbers, Pairs, StaffingData
from optimizer.staffing.explanation.marginal import Marginal, Parts
from optimizer.staffing.explanation.money import amount_of_points
from optimizer.staffing.explanation.repair import Repair, money_of
from optimizer.staffing.explanation.screen import Screen

WEEK_HOURS = 40.0


class Desk:
    """One plan and everything that repairs ask of it again and again."""

    def __init__(self, data: StaffingData, hours: Numbers) -> None:
        self.data, self.hours = data, hours
        self.totals = Totals(index_of(data), hours)
        self.marginal = Marginal(data, hours)
        self.screen = Screen(self.totals, self.marginal)
        self.block = data.parameters.minimum_block_hours

    @cached_property
    def objective(self) -> float:
        """Of the plan, in milli-points."""
        return score.objective(self.data, self.hours)

    def gain_of(self, changes: Mapping[int, Numbers]) -> Parts:
        """The change of each part when pairs work other hours."""
        return self.marginal.gain_of(changes)

    def repair(
        self,
        kind: str,
        words: str,
        share: float,
        gain: float,
        engagement: int | None,
        *,
        amount: float = 0.0,
        of_what: str = "at charge-out rates",
        waived_points: float = 0.0,
    ) -> Repair:
        """A candidate with its cost: the money, and what lost points are worth on the engagement.

        ``waived_points`` are those that a rule stops to ask for: a shortfall is not cheap because nobody counts it.
        """
        cost = amount + money_of(max(-gain, waived_points), self._points_per_unit(engagement))
        return Repair(kind, words, max(min(share, 1.0), 0.0), gain, amount, of_what, cost)

    def _points_per_unit(self, engagement: int | None) -> float:
        """Milli-points that a unit of work earns on the engagement (on all, on average, without one)."""
        chosen = range(len(self.data.engagements.ids)) if engagement is None else [engagement]
        found = []
        for e in chosen:
            mine = self.totals.index.by_engagement.of(int(e))
            amount = amount_of_points(self.data, 1.0, int(mine[0])) if mine.size else None
            found.append(1 / amount if amount else 0.0)
        return float(np.mean(found)) if found else 0.0

    def pairs_of_phase(self, j: int) -> np.ndarray:
        """The pairs that can work on a phase."""
        mine = self.totals.index.by_engagement.of(int(self.data.phases.engagement[j]))
        return np.asarray(mine[self.data.pairs.phase[mine] == j])

    def rate_of_role(self, k: int, *, is_external: bool | None = None) -> float:
        """Mean charge-out rate of those who could fill the role, else of the phase, else of everybody."""
        return float(self.data.pairs.rate_per_hour[self.like_role(k, is_external=is_external)].mean())

    def kinds_of_people(self, k: int) -> tuple[bool, ...]:
        """Whether somebody new in the role may be an external: internals always, externals where there are some."""
        of_role = self.totals.index.target == k
        return (False, True) if (of_role & self.totals.index.is_external).any() else (False,)

    def like_role(self, k: int, *, is_external: bool | None) -> np.ndarray:
        """Pairs that stand for somebody new in the role."""
        index, pairs = self.totals.index, self.data.pairs
        of_role = np.flatnonzero(index.target == k)
        wanted = of_role if is_external is None else of_role[index.is_external[of_role] == is_external]
        of_phase = self.pairs_of_phase(int(self.data.targets.phase[k]))
        everybody = np.arange(len(pairs.consultant))
        return next(group for group in (wanted, of_role, of_phase, everybody) if group.size)

    def with_person(self, k: int, hours: Numbers, *, is_external: bool) -> tuple[StaffingData, Numbers]:
        """The problem and plan with one more person who works ``hours`` (W) in the role, and has no other hours."""
        data, like = self.data, self.like_role(k, is_external=is_external)
        people, pairs = data.consultants, data.pairs
        c, j = len(people.ids), int(data.targets.phase[k])
        new_people = replace(
            people,
            ids=(*people.ids, "one more"),
            names=(*people.names, "one more"),
            cell=np.append(people.cell, data.targets.cell[k]),
            is_external=np.append(people.is_external, is_external),
            is_new=np.append(people.is_new, False),
            capacity_hours=np.vstack([people.capacity_hours, hours]),
            keys=(*people.keys, -1) if people.keys else (),
        )
        premium = float(pairs.external_premium[like].mean()) if is_external else 0.0
        row: dict[str, object] = {
            "consultant": c, "phase": j, "rate_per_hour": pairs.rate_per_hour[like].mean(),
            "value_per_hour": pairs.value_per_hour[like].mean(), "external_premium": premium, "was_assigned": False,
            "published_hours": np.full(len(data.weeks), np.nan), "current_hours": np.zeros(len(data.weeks)),
        }  # fmt: skip
        new_pairs = Pairs(**{name: _appended(values, row[name]) for name, values in vars(pairs).items()})
        return replace(data, consultants=new_people, pairs=new_pairs, pins=()), np.vstack([self.hours, hours])

    def filled(self, wanted: Numbers, total: float | None = None) -> Numbers:
        """W: hours of one person in whole blocks up to ``wanted`` a week, the longest weeks first, up to ``total``."""
        result, left = np.zeros(len(wanted)), np.inf if total is None else total
        for w in np.lexsort((np.arange(len(wanted)), -np.minimum(wanted, WEEK_HOURS))).tolist():
            most = np.floor(min(wanted[w], WEEK_HOURS) * 100) / 100
            if most >= max(self.block, 0.01) and left > 0:
                result[w] = min(most, max(np.ceil(left), self.block))
                left -= result[w]
        return result


def _appended(values: np.ndarray, one: object) -> np.ndarray:
    return np.vstack([values, np.asarray(one)]) if values.ndim > 1 else np.append(values, np.asarray(one, values.dtype))
