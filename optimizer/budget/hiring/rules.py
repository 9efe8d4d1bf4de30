"""What the terms and the profiles of hiring must be before anything is solved (BUDGET A13)."""

from collections import Counter
from collections.abc import Iterator
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.budget.data import BudgetData
    from optimizer.budget.hiring.data import HireableProfile


def faults(data: "BudgetData") -> Iterator[str]:
    """Every term or profile that cannot be used, as part of a sentence."""
    terms = data.rules.hiring
    for what, number in (
        ("lead time of a hire", terms.lead_month_count),
        ("once-only cost of a hire", terms.one_off_month_count),
        ("maximum number of hires", terms.maximum_head_count or 0),
    ):
        if not isfinite(number) or number < 0:
            yield f"the {what} is {number:g}; 0 or more is expected"
    if not isfinite(terms.cost_factor) or terms.cost_factor <= 0:
        yield f"the cost factor of a hire is {terms.cost_factor:g}; more than 0 is expected"
    if not 0 <= terms.least_use_ratio <= 1:
        yield f"the least use of a hire is {terms.least_use_ratio:g} of the paid months; 0 to 1 is expected"
    for profile_id, count in Counter(profile.profile_id for profile in data.hireable_profiles).items():
        if count > 1:
            yield f"the profile {profile_id} is given {count} times"
    for profile in data.hireable_profiles:
        yield from _profile(profile, data.currency)


def _profile(profile: "HireableProfile", currency: str) -> Iterator[str]:
    who, cost = f"the profile {profile.profile_id}", profile.monthly_cost_amount
    if not isfinite(cost) or cost <= 0:
        yield f"{who} costs {cost} {currency} a month; more than 0 is expected"
    for what, number in (
        ("lead time in months", profile.lead_month_count),
        ("once-only cost", profile.one_off_cost_amount),
        ("maximum number of people", profile.maximum_head_count),
    ):
        if number is not None and (not isfinite(number) or number < 0):
            yield f"{who} has the {what} {number:g}; 0 or more is expected"
