"""Sales capacity: target -> deals -> opportunities -> representatives -> cost."""

from dataclasses import dataclass

import numpy as np

from optimizer.planning.inputs import check_inputs
from optimizer.planning.interval import Quantity
from optimizer.planning.people import MONTHS, Numbers, People, people_for, productive_ratio


@dataclass(frozen=True)
class SalesInputs:
    """Names, units and allowed values as in the catalog; ``new_business_amount`` is to be sold within the year."""

    new_business_amount: Quantity
    deal_amount: Quantity
    win_rate_ratio: Quantity
    cycle_months: Quantity
    quota_amount_per_year: Quantity
    open_opportunities_count: Quantity
    current_people_count: Quantity
    cost_amount_per_year: Quantity
    attainment_ratio: Quantity = 1.0
    ramp_months: Quantity = 0.0
    months_hired_before: Quantity = 0.0
    attrition_ratio: Quantity = 0.0
    commission_ratio: Quantity = 0.0
    hire_cost_amount: Quantity = 0.0

    def __post_init__(self) -> None:
        """Check once, here."""
        check_inputs(self, "sales")


@dataclass(frozen=True)
class SalesCapacity:
    """What the new business takes; amounts of the year.

    ``open_opportunities`` are worked on at any one time. ``is_limited_by_quota``: else by how many opportunities a
    representative can work on.
    """

    new_business_amount: Numbers
    deals: Numbers
    opportunities: Numbers
    open_opportunities: Numbers
    capacity_amount_per_representative: Numbers
    is_limited_by_quota: Numbers
    people: People
    cost_amount: Numbers
    hires_pay_amount: Numbers
    hiring_amount: Numbers


def sales_capacity(inputs: SalesInputs) -> SalesCapacity:
    """Deals, opportunities, whole representatives and their cost for an amount of new business.

    Source: 000 / BUDGET C, sales capacity. A representative's yearly capacity is the least of quota x attainment and of
    what the opportunities they can work on bring. Open opportunities follow Little's law (1961): those that start in a
    year x cycle in years. A new representative closes nothing before one cycle, then ramps up in a straight line.

    Raises
    ------
    ModelError
        A value is not allowed, or new representatives would close nothing within the year.
    """
    business = np.asarray(inputs.new_business_amount, dtype=float)
    deals = business / inputs.deal_amount
    opportunities = deals / inputs.win_rate_ratio
    capacity = capacity_amount(inputs)
    people = people_for(
        business / capacity,
        inputs.current_people_count,
        inputs.attrition_ratio,
        productive_ratio(inputs.ramp_months, inputs.cycle_months, inputs.months_hired_before),
        f"Sales: new representatives close nothing within the year: the cycle is {np.max(inputs.cycle_months):g} "
        f"months and they start {np.min(inputs.months_hired_before):g} months before it. Hire earlier, or sell faster.",
    )
    return SalesCapacity(
        new_business_amount=business,
        deals=deals,
        opportunities=opportunities,
        open_opportunities=opportunities * inputs.cycle_months / MONTHS,
        capacity_amount_per_representative=capacity,
        is_limited_by_quota=np.asarray(capacity < _pipeline_amount(inputs), dtype=float),
        people=people,
        cost_amount=sales_cost_amount(inputs, people, business),
        hires_pay_amount=hires_pay_amount(inputs, people),
        hiring_amount=people.hires * inputs.hire_cost_amount,
    )


def capacity_amount(inputs: SalesInputs) -> Numbers:
    """What one full representative sells in a year: quota x attainment, or what their opportunities bring."""
    quota = np.asarray(inputs.quota_amount_per_year) * inputs.attainment_ratio
    return np.asarray(np.minimum(quota, _pipeline_amount(inputs)))


def sales_cost_amount(inputs: SalesInputs, people: People, sold_amount: Quantity) -> Numbers:
    """Pay of those who stay and of hires from their first day, and commission on what is sold."""
    pay = people.staying * inputs.cost_amount_per_year + hires_pay_amount(inputs, people)
    return np.asarray(pay + np.asarray(sold_amount) * inputs.commission_ratio)


def hires_pay_amount(inputs: SalesInputs, people: People) -> Numbers:
    """Pay of the hires to the end of the year, the months before it included."""
    paid_years = (MONTHS + np.asarray(inputs.months_hired_before)) / MONTHS
    return np.asarray(people.hires * inputs.cost_amount_per_year * paid_years)


def _pipeline_amount(inputs: SalesInputs) -> Numbers:
    """Opportunities that one representative can work on in a year, times their worth."""
    opportunities = np.asarray(inputs.open_opportunities_count) * MONTHS / inputs.cycle_months
    return np.asarray(opportunities * inputs.win_rate_ratio * inputs.deal_amount)
