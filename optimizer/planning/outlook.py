"""The year: what a revenue target takes in sales, marketing and delivery, and what is left of it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from config.errors import ModelError
from optimizer.planning.inputs import inputs_of
from optimizer.planning.interval import Quantity, quotient
from optimizer.planning.marketing import MarketingEfficiency, MarketingInputs, marketing_efficiency
from optimizer.planning.operations import OperationsCapacity, OperationsInputs, operations_capacity
from optimizer.planning.people import Numbers
from optimizer.planning.sales import SalesCapacity, SalesInputs, sales_capacity

Values = Mapping[str, Quantity]
"""Every driver of the catalog by its name: one number each, or arrays of one length."""


@dataclass(frozen=True)
class Outlook:
    """The year if the target is reached; amounts of the year, NaN where undefined.

    ``promised_profit_amount`` is revenue x the scenario's margin; ``profit_amount`` is what the drivers leave.
    ``investment_amount`` is spent in the year to win and staff the growth: marketing beyond today's, the pay of new
    representatives, the pay of new colleagues that their work does not match yet, and hiring. ``return_ratio`` is the
    profit beyond today's that the drivers leave, per unit of investment; ``promised_return_ratio`` is the scenario's.
    """

    revenue_amount: Numbers
    sales: SalesCapacity
    marketing: MarketingEfficiency
    operations: OperationsCapacity
    other_cost_amount: Numbers
    headcount: Numbers
    unrounded_headcount: Numbers
    hires: Numbers
    profit_amount: Numbers
    promised_profit_amount: Numbers
    current_profit_amount: Numbers
    investment_amount: Numbers

    @property
    def margin_ratio(self) -> Numbers:
        """What the drivers leave of the revenue."""
        return self.profit_amount / self.revenue_amount

    @property
    def gap_amount(self) -> Numbers:
        """Profit that the drivers leave beyond the promised one; negative: what is missing."""
        return self.profit_amount - self.promised_profit_amount

    @property
    def return_ratio(self) -> Numbers:
        """Profit beyond today's per unit of investment, by the drivers."""
        return quotient(self.profit_amount - self.current_profit_amount, self.investment_amount)

    @property
    def promised_return_ratio(self) -> Numbers:
        """The same, by the scenario's margin."""
        return quotient(self.promised_profit_amount - self.current_profit_amount, self.investment_amount)


def outlook(values: Values) -> Outlook:
    """The year of one scenario, or of many variations of it at once.

    Parameters
    ----------
    values
        Numbers, or arrays with one element per variation.

    Raises
    ------
    ModelError
        A value is not allowed, new representatives would close nothing within the year, or the figures are too large
        to compute with.
    """
    try:
        with np.errstate(over="raise", divide="raise", invalid="raise"):
            return _year(values)
    except FloatingPointError as error:
        raise ModelError(
            "The year's figures are too large to compute with. Nothing was computed. Look for a slip in the amounts, "
            "or for a ratio that is almost 0."
        ) from error


def _year(values: Values) -> Outlook:
    """Sales, then marketing and operations, then what they add up to."""
    revenue, new_business = targets(values)
    sales = sales_capacity(inputs_of(SalesInputs, "sales", values, new_business_amount=new_business))
    marketing = marketing_efficiency(
        inputs_of(
            MarketingInputs, "marketing", values, deals=sales.deals, win_rate_ratio=values["sales.win_rate_ratio"],
            sales_cost_amount=sales.cost_amount,
        )
    )  # fmt: skip
    operations = operations_capacity(inputs_of(OperationsInputs, "operations", values, revenue_amount=revenue))
    other, people = other_cost_amount(values, revenue), np.asarray(values["firm.other_people_count"], dtype=float)
    cost = sales.cost_amount + operations.cost_amount + marketing.spend_amount + other
    hiring = sales.hiring_amount + operations.hiring_amount
    more_marketing = np.maximum(marketing.spend_amount - values["marketing.current_spend_amount_per_year"], 0.0)
    return Outlook(
        revenue_amount=revenue,
        sales=sales,
        marketing=marketing,
        operations=operations,
        other_cost_amount=other,
        headcount=sales.people.headcount + operations.people.headcount + people,
        unrounded_headcount=sales.people.unrounded_headcount + operations.people.unrounded_headcount + people,
        hires=sales.people.hires + operations.people.hires,
        profit_amount=revenue - cost - hiring,
        promised_profit_amount=revenue * values["scenario.margin_ratio"],
        current_profit_amount=np.asarray(values["firm.revenue_amount_per_year"]) * values["firm.margin_ratio"],
        investment_amount=more_marketing + sales.hires_pay_amount + operations.onboarding_amount + hiring,
    )


def targets(values: Values) -> tuple[Numbers, Numbers]:
    """Revenue of the year, and how much of it must be sold anew: what does not come again by itself."""
    base = np.asarray(values["firm.revenue_amount_per_year"], dtype=float)
    revenue = base * (1 + np.asarray(values["scenario.growth_ratio"])) * values["scenario.revenue_ratio"]
    return revenue, np.maximum(revenue - base * values["firm.retained_ratio"], 0.0)


def other_cost_amount(values: Values, revenue: Quantity) -> Numbers:
    """Costs beside sales, marketing and delivery."""
    ratio = np.asarray(values["firm.other_cost_ratio"])
    return np.asarray(values["firm.other_cost_amount_per_year"] + ratio * revenue)
