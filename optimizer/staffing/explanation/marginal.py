"""What a few bookings are worth in a plan: the objective with them changed, less the objective as it is.

Only what the change touches is computed again, by the formulas of ``score.py``; a test holds both together.
"""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from optimizer.staffing import score
from optimizer.staffing.data import Flags, Numbers, StaffingData
from optimizer.staffing.ratios import least_deviation

Parts = dict[str, float]


class Marginal:
    """Differences of the objective when the hours of some pairs change; all in milli-points by part."""

    def __init__(self, data: StaffingData, hours: Numbers) -> None:
        self.data, self.hours = data, hours
        self._cost_amount = score.actual_cost(data, hours)
        self._extracted_amount = score.vec(data, hours) * data.engagements.bac_amount
        self._spent_amount = np.bincount(
            data.pairs.phase, hours.sum(axis=1) * data.pairs.rate_per_hour, len(data.phases.ids)
        )
        self._role_hours = score.hours_by_target(data, hours)
        self._off_ratio_hours = score.off_ratio_hours(data, hours)
        self._booked_hours = score.booked_hours(data, hours)
        self._has_bench: Flags = data.can_work & ~data.consultants.is_external[:, None]
        self._idle_hours, self._external_hours = _idle_and_external(data, self._booked_hours, self._has_bench)
        order = np.argsort(data.targets.phase, kind="stable")
        self._roles_of_phase = np.split(
            order, np.searchsorted(data.targets.phase[order], np.arange(1, len(data.phases.ids)))
        )
        self._is_here: Flags = np.zeros((data.team_count, hours.shape[1]), dtype=bool)
        np.logical_or.at(self._is_here, data.team, data.active)
        self._pairs_of_team: dict[int, list[int]] = defaultdict(list)
        for p, team in enumerate(data.team.tolist()):
            self._pairs_of_team[team].append(p)

    def gain(self, pair: int, changed_hours: Numbers) -> Parts:
        """What changes in each part of the objective when the pair works ``changed_hours`` (W) instead of its own."""
        return self.gain_of({pair: changed_hours})

    def gain_of(self, changes: Mapping[int, Numbers]) -> Parts:
        """What changes in each part when several pairs work other hours (W each) at once."""
        pairs = np.array(list(changes), dtype=np.int64)
        new_hours = np.array(list(changes.values()), dtype=float)
        more_hours = new_hours - self.hours[pairs]
        new_starts = -self.data.parameters.switch_price * self._more_starts(changes)
        points = {
            **self._of_engagements(pairs, more_hours),
            "over_budget": self._over_budget(pairs, more_hours),
            "off_ratio": self._off_ratio(pairs, more_hours),
            **self._of_people(pairs, more_hours),
            "external_premium": -float((self.data.pairs.external_premium[pairs] * more_hours.sum(axis=1)).sum()),
            "new_assignments": float(new_starts),
            "plan_changes": self._plan_changes(pairs, new_hours),
        }
        return {name: score.MILLI * value for name, value in points.items()}

    def _of_engagements(self, pairs: np.ndarray, more_hours: Numbers) -> Parts:
        """SPI, VEC and their prices (STAFFING Reward, C5, C6)."""
        total: Parts = dict.fromkeys(("spi", "vec", "spi_below_floor", "vec_off_burn"), 0.0)
        hours = more_hours.sum(axis=1)
        for e, rows in _rows_by(self.data.pair_engagement[pairs]).items():
            cost = float((hours * self.data.pairs.rate_per_hour[pairs])[rows].sum())
            extracted = float((hours * self.data.pairs.value_per_hour[pairs])[rows].sum())
            before = self._points_of_engagement(e, 0.0, 0.0)
            for name, value in self._points_of_engagement(e, cost, extracted).items():
                total[name] += value - before[name]
        return total

    def _points_of_engagement(self, e: int, more_cost: float, more_extracted: float) -> Parts:
        """Points of one engagement that spends and extracts so much more."""
        one, p = self.data.engagements, self.data.parameters
        weight, bac, pv = float(one.weight[e]), float(one.bac_amount[e]), float(one.pv_amount[e])
        cost = float(self._cost_amount[e]) + more_cost
        vec = (float(self._extracted_amount[e]) + more_extracted) / bac
        points = {"spi": 0.0, "spi_below_floor": 0.0}
        if pv > 0:
            spi = (float(one.ev_amount[e]) + p.cpi * (cost - float(one.ac_amount[e]))) / pv
            points["spi"] = weight * p.alpha * min(spi, 1.0)
            points["spi_below_floor"] = -p.spi_price * weight * max(p.spi_floor - spi, 0.0)
        distance = vec - cost / bac
        points["vec"] = weight * p.beta * min(vec, 1.0)
        points["vec_off_burn"] = -p.band_price * max(-distance - p.band, 0.0)
        points["vec_off_burn"] -= p.price_of_premium * max(distance - p.band, 0.0)
        return points

    def _over_budget(self, pairs: np.ndarray, more_hours: Numbers) -> float:
        """Spending beyond the remaining budget (STAFFING C4)."""
        phases, points = self.data.phases, 0.0
        more_amount = more_hours.sum(axis=1) * self.data.pairs.rate_per_hour[pairs]
        for j, rows in _rows_by(self.data.pairs.phase[pairs]).items():
            over = float(self._spent_amount[j] - phases.remaining_amount[j])
            excess = max(over + float(more_amount[rows].sum()), 0.0) - max(over, 0.0)
            points += excess / float(self.data.engagements.bac_amount[phases.engagement[j]])
        return -self.data.parameters.burn_price * points

    def _off_ratio(self, pairs: np.ndarray, more_hours: Numbers) -> float:
        """Hours off the staffing ratios (STAFFING C8)."""
        data, phases, points, role = self.data, self.data.phases, 0.0, self.data.target_of_pair[pairs]
        for j, rows in _rows_by(data.pairs.phase[pairs]).items():
            roles = self._roles_of_phase[j]
            if not roles.size:
                continue
            role_hours = self._role_hours[roles]
            for row in rows:
                if role[row] >= 0:
                    role_hours[np.searchsorted(roles, role[row])] += more_hours[row]
            slack = data.parameters.ratio_tolerance * phases.planned_hours[j]
            off, _ = least_deviation(
                role_hours[None], data.targets.ratio[roles][None], slack[None], phases.maximum_hours[j][None]
            )
            weeks = slice(int(phases.start_week[j]), int(phases.end_week[j]))
            more = float((off[0] - self._off_ratio_hours[j])[weeks].sum())
            points += float(phases.ratio_price[j]) * more
        return -points

    def _of_people(self, pairs: np.ndarray, more_hours: Numbers) -> Parts:
        """Bench, and internals who idle beside externals (STAFFING C7, C9)."""
        people, p, short = self.data.consultants, self.data.parameters, 0.0
        busier: dict[int, Numbers] = defaultdict(lambda: np.zeros(more_hours.shape[1]))
        external: dict[int, Numbers] = defaultdict(lambda: np.zeros(more_hours.shape[1]))
        for c, rows in _rows_by(self.data.pairs.consultant[pairs]).items():
            more, cell = more_hours[rows].sum(axis=0), int(people.cell[c])
            if people.is_external[c]:
                external[cell] += more
                continue
            wanted = (1 - p.bench_target) * people.capacity_hours[c] - self._booked_hours[c]
            lost = np.maximum(wanted - more, 0) - np.maximum(wanted, 0)
            short += float(lost[self._has_bench[c]].sum())
            busier[cell] += more * self._has_bench[c]
        beside = sum(self._more_idle(cell, busier[cell], external[cell]) for cell in {*busier, *external})
        return {"bench": -p.bench_price * short, "external_before_internal": -p.internal_first_price * beside}

    def _more_idle(self, cell: int, busier: Numbers, external: Numbers) -> float:
        """Idle hours beside externals of a practice and level, after less before."""
        idle, at_work = self._idle_hours[cell], self._external_hours[cell]
        before = np.maximum(idle, 0)[at_work > score.WORKING_HOURS].sum()
        after = np.maximum(idle - busier, 0)[at_work + external > score.WORKING_HOURS].sum()
        return float(after - before)

    def _plan_changes(self, pairs: np.ndarray, new_hours: Numbers) -> float:
        """Hours moved against last week's published plan (STAFFING C12)."""
        published = self.data.pairs.published_hours[pairs]
        more = np.abs(new_hours - published) - np.abs(self.hours[pairs] - published)
        return -self.data.parameters.stability_price * float(np.nan_to_num(more, nan=0.0).sum())

    def _more_starts(self, changes: Mapping[int, Numbers]) -> int:
        """Starts on engagements, after less before (STAFFING C10)."""
        more = 0
        for team in {int(self.data.team[p]) for p in changes}:
            mine = self._pairs_of_team[team]
            is_on = bool(self.data.pairs.was_assigned[mine].any())
            more += self._starts(team, [changes.get(p, self.hours[p]) for p in mine], is_on=is_on)
            more -= self._starts(team, [self.hours[p] for p in mine], is_on=is_on)
        return more

    def _starts(self, team: int, hours: list[Numbers], *, is_on: bool) -> int:
        """Weeks in which the team begins to work; weeks without time or an open phase do not interrupt."""
        works: Flags = np.any(np.array(hours) > score.WORKING_HOURS, axis=0)
        works = works[self._is_here[team]]
        return int(works.size and int(works[0] and not is_on) + int((works[1:] & ~works[:-1]).sum()))


def _rows_by(group: np.ndarray) -> dict[int, list[int]]:
    """The rows of each group."""
    rows: dict[int, list[int]] = defaultdict(list)
    for row, key in enumerate(group.tolist()):
        rows[key].append(row)
    return rows


def _idle_and_external(data: StaffingData, booked_hours: Numbers, has_bench: Flags) -> tuple[Numbers, Numbers]:
    """Cell x W: idle hours of internals, not cut at 0, and hours of externals."""
    idle, external = np.zeros((2, len(data.cells), booked_hours.shape[1]))
    is_external = data.consultants.is_external
    np.add.at(idle, data.consultants.cell, (data.consultants.capacity_hours - booked_hours) * has_bench)
    np.add.at(external, data.consultants.cell[is_external], booked_hours[is_external])
    return idle, external


def split_parts(data: StaffingData, hours: Numbers) -> Parts:
    """The parts of the objective in milli-points, with the reward of SPI and of VEC apart."""
    parts = score.parts(data, hours)
    del parts["reward"]
    of_spi, of_vec = score.reward_of_spi(data, hours), score.reward_of_vec(data, hours)
    return {"spi": score.MILLI * float(of_spi.sum()), "vec": score.MILLI * float(of_vec.sum()), **parts}
