"""Truly lexicographic with whole numbers: a bound and a plan per tier, in order, within one clock."""

import math
import time

import numpy as np

from config.errors import ModelError
from optimizer.budget.bulk.kinds import Numbers
from optimizer.budget.tiers import KEPT_WITHIN, VERIFIED_WITHIN, TierResult
from optimizer.budget.whole.gaps import PROVEN_WITHIN, Gaps, words
from optimizer.budget.whole.guide import COST, Guide
from optimizer.budget.whole.highs import Held, Relaxation, search
from optimizer.budget.whole.model import WholeModel, WholeTier
from optimizer.budget.whole.near import SEARCH_SECONDS, Exchange
from optimizer.solver import Clock, Status

TIER_PART, PREFERENCE_PART, SWEEP_PART = 0.25, 0.1, 0.1  # of the time that is left
MUCH_BETTER = 10.0  # gaps: what a plan must gain in its tier to be worth a new search for all later ones
SWEEPS = 4  # before blocks and counts are settled tier by tier
TRIES_PER_TIER = 12
QUICK_SHARES = 4_000  # short searches take a second at this size


class Settler:
    """Settles the tiers one after the other: ``plan`` is always whole and keeps every rule and all earlier tiers.

    It starts from nobody planned at all, which keeps every rule, so there always is a plan.
    """

    def __init__(self, model: WholeModel, time_limit_seconds: float, relative_gap: float) -> None:
        self.model, self.relative_gap, self.gaps = model, relative_gap, Gaps(model, relative_gap)
        self.clock = Clock(time_limit_seconds)
        self.held = Held(model.lower, model.upper)
        self.relaxation = Relaxation(model)
        self.guide = Guide(model)
        self.plan = model.tight(np.zeros(model.column_count))
        self.results: list[TierResult] = []
        self.exchange: Exchange | None = None
        self.mixture_bound = -math.inf

    def first_plan(self, start: Numbers | None = None) -> None:
        """A plan that is good in every tier, at least as ``start`` (man-months per share) is."""
        guide = self.guide.mixture(0)
        if start is not None:
            plan = np.zeros(self.model.column_count)
            plan[: self.model.share_count] = start / self.model.unit[: self.model.share_count]
            self.plan = self.model.tight(plan)
        self._guided(self.held, guide)

    def settle(self) -> None:
        """Tier by tier, in order."""
        for number, tier in enumerate(self.model.tiers):
            began = time.perf_counter()
            bound = self._settled(number, tier)
            self._keep(tier, bound, time.perf_counter() - began)
        self._verify()

    def _verify(self) -> None:
        """Whether the last plan still has what each tier reached."""
        for tier, result in zip(self.model.tiers, self.results, strict=True):
            reached = tier.value(self.plan)
            if reached > result.value + VERIFIED_WITHIN * max(1.0, abs(result.value)):
                raise ModelError(
                    f"Initiatives: {tier.name} was {result.value:.6f} {tier.unit} and became {reached:.6f} for the "
                    "sake of a later tier. Nothing was published. Please report the input that led here."
                )

    def _guided(self, held: Held, guide: Numbers) -> None:
        """A plan that is good in the mixture: the relaxation made whole, then a short search around it."""
        point = self.relaxation.minimize(guide, held, self.clock.left_seconds * 0.5)
        if point is None:
            return
        self.mixture_bound = point.objective
        self.exchange = Exchange(self.model, point)
        near_enough = self.gaps.near_enough_of_guide(self.plan)
        if self.model.has_flags_of_shares:
            self._swept(guide, held)
        if self.model.is_exact or not self.model.has_flags_of_shares:
            self._take(self.exchange.rounded(guide, held, self.plan, point, self._seconds(TIER_PART), near_enough))
        if self.model.is_exact:
            seconds = min(self._seconds(TIER_PART), 0.1 + (self.model.share_count / QUICK_SHARES) ** 2)
            self._search(guide, held, seconds, near_enough)

    def _swept(self, guide: Numbers, held: Held, seconds: float = math.inf) -> None:
        """Where flags say who works where: other shares for the same work, and exchanges, in turn."""
        self._reshape(guide, held)
        exchange, ends = self.exchange, time.perf_counter() + seconds
        for _ in range(SWEEPS if exchange is not None and self.model.has_exchanges else 0):
            before, left = self.plan, min(self._seconds(SWEEP_PART), ends - time.perf_counter())
            if exchange is None or left <= 0:
                break
            self.plan = exchange.sweep(guide, held, self.plan, min(left, 0.5 + self.model.share_count / QUICK_SHARES))
            self._reshape(guide, held)
            if self.plan is before:
                break

    def _take(self, plan: Numbers | None) -> None:
        self.plan = self.plan if plan is None else plan

    def _reshape(self, factors: Numbers, held: Held) -> None:
        """Where flags say who works where: the best shares for the same people on the same work."""
        if self.model.has_flags and self.exchange is not None:
            near_enough = self.gaps.near_enough_of_guide(self.plan)
            self._take(self.exchange.reshaped(factors, held, self.plan, self._seconds(SWEEP_PART), near_enough))

    def _search(self, factors: Numbers, held: Held, seconds: float, near_enough: float) -> float:
        """All columns in one search; keeps what is better, and returns the bound."""
        found = search(self.model, factors, held, self.plan, seconds=seconds, absolute_gap=near_enough)
        self._take(found.values if self.exchange is None else self.exchange.better(factors, self.plan, found.values))
        return found.bound

    def _settled(self, number: int, tier: WholeTier) -> float:
        """Make the plan as good as can be in this tier; what is proven about it."""
        bound = self.held.least(tier)
        if self.gaps.is_proven(tier, self.plan, bound) or self.clock.is_over:
            return bound
        bound = max(bound, self._relaxed(number, tier))
        if self.gaps.is_near(tier, self.plan, bound):
            return bound
        if not self.model.is_exact:
            self._exchanged(number, tier, bound)
            return bound
        return max(bound, self._searched_shortfall(number, tier) if tier.asked is not None else self._searched(tier))

    def _relaxed(self, number: int, tier: WholeTier) -> float:
        """What the relaxation says, and a plan rounded from it; the cost of many is looked at in the mixture, warm."""
        seconds = self._seconds_of(tier)
        is_cost, own = tier.name == COST, tier.factors(self.model.column_count)
        is_guided = is_cost and not self.model.is_exact
        point = self.relaxation.minimize(self.guide.mixture(0) if is_guided else own, self.held, seconds)
        if point is not None and tier.asked is None:
            self.exchange = Exchange(self.model, point)
            if not self.model.has_flags_of_shares or self.model.is_exact:
                self._take(
                    self.exchange.rounded(
                        own, self.held, self.plan, point, seconds, self.gaps.near_enough(tier, self.plan)
                    )
                )
        if is_guided:
            earlier = zip(self.guide.prices[:number], self.model.tiers[:number], strict=True)
            mixture_bound = self.mixture_bound if point is None else point.objective
            return mixture_bound - sum(price * one.value(self.plan) for price, one in earlier)
        return -math.inf if point is None else tier.on_grain(point.objective)

    def _searched(self, tier: WholeTier) -> float:
        """Cost, value or a preference: all columns in one search."""
        seconds = self._seconds_of(tier)
        if tier.is_preference:
            seconds = min(seconds, 0.3 + (self.model.share_count / QUICK_SHARES) ** 2)
        factors = tier.factors(self.model.column_count)
        if self.model.has_flags:
            self._swept(factors, self.held, seconds)
        return self._search(factors, self.held, seconds, self.gaps.near_enough(tier, self.plan))

    def _searched_shortfall(self, number: int, tier: WholeTier) -> float:
        """All columns in one search for this tier, with the later ones as a guide that weighs less than a grain."""
        grain = tier.grain or max(self.relative_gap * (tier.asked or 1.0), PROVEN_WITHIN)
        most = self.guide.most(number + 1)
        weight = 3.0 * most / grain
        factors = self.guide.mixture(number + 1) + weight * tier.factors(self.model.column_count)
        bound = tier.on_grain((self._search(factors, self.held, self._seconds_of(tier), most) - most) / weight)
        return (
            bound
            if tier.grain or self.gaps.is_proven(tier, self.plan, bound)
            else max(bound, self._searched_alone(number, tier))
        )

    def _searched_alone(self, number: int, tier: WholeTier) -> float:
        """The tier by itself; its plan is taken where it is much better, and later tiers are then sought again."""
        before, factors = self.plan, tier.factors(self.model.column_count)
        bound = self._search(factors, self.held, self._seconds_of(tier), PROVEN_WITHIN / 2)
        gained = tier.value(before) - tier.value(self.plan)
        if gained <= MUCH_BETTER * self.relative_gap * (tier.asked or 1.0):
            self.plan = before
        else:
            self._guided(self._holding(tier), self.guide.mixture(number + 1))
        return bound

    def _exchanged(self, number: int, tier: WholeTier, bound: float) -> None:
        """A few initiatives at a time, until it is near the bound or the tier's part of the time is over."""
        if self.exchange is None:
            return
        ends = time.perf_counter() + self._seconds_of(tier)
        factors, tries = tier.factors(self.model.column_count), 0
        if tier.asked is not None:
            factors = self.guide.mixture(number + 1) + factors * self.guide.prices[number] * 100.0
        self._reshape(factors, self.held)
        for group in self.exchange.groups(tier, self.held, self.plan):
            if time.perf_counter() > ends or self.gaps.is_near(tier, self.plan, bound):
                break
            if tier.asked is not None and tries >= TRIES_PER_TIER:
                break
            seconds = min(SEARCH_SECONDS, self.clock.left_seconds)
            found = self.exchange.improved(factors, self.held, self.plan, group, seconds, 0.0)
            tries = tries + 1 if found is None else 0
            self._take(found)

    def _keep(self, tier: WholeTier, bound: float, seconds: float) -> None:
        """Note the result, and hold it from now on."""
        value = tier.value(self.plan)
        gap, is_proven = self.gaps.ratio(tier, self.plan, bound), self.gaps.is_proven(tier, self.plan, bound)
        reason = "" if is_proven else words(gap)
        self.results.append(
            TierResult(
                tier.name, value, tier.unit, Status.OPTIMAL if is_proven else Status.FEASIBLE, seconds, {}, reason,
                value if is_proven else bound, 0.0 if is_proven else gap,
            )
        )  # fmt: skip
        self.held = self._holding(tier)

    def _holding(self, tier: WholeTier) -> Held:
        """Shortfalls stay what they are; all others may only become less."""
        value = tier.value(self.plan)
        within = 0.0 if tier.grain else KEPT_WITHIN * max(1.0, abs(value))
        return self.held.also(tier, value - within if tier.asked is not None else -math.inf, value + within)

    def _seconds_of(self, tier: WholeTier) -> float:
        """A tier's part of the time: what is left is shared with the later tiers that are open too."""
        if tier.is_preference:
            return self._seconds(PREFERENCE_PART)
        later = (one for one in self.model.tiers[len(self.results) + 1 :] if not one.is_preference)
        open_count = sum(not self.gaps.is_proven(one, self.plan, self.held.least(one)) for one in later)
        return self._seconds(min(TIER_PART, 1 / (open_count + 2)))

    def _seconds(self, part: float) -> float:
        return max(self.clock.left_seconds * part, 0.05)
