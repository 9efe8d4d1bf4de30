"""What the planned people and money reach if the year goes otherwise than assumed."""

from dataclasses import dataclass, fields, replace

import numpy as np

from optimizer.planning.inputs import inputs_of
from optimizer.planning.marketing import MarketingInputs
from optimizer.planning.operations import OperationsInputs, delivery_cost_amount, weeks_of_one
from optimizer.planning.outlook import Outlook, Values, other_cost_amount, targets
from optimizer.planning.people import Numbers, People, productive_ratio
from optimizer.planning.sales import SalesInputs, capacity_amount, sales_cost_amount

SELLERS, LEADS, DELIVERY = 0, 1, 2


@dataclass(frozen=True)
class Reached:
    """The year with people and marketing as planned; amounts of the year.

    ``limit`` says what ends it: 0 the representatives, 1 the leads, 2 the people who deliver. Nobody is added within
    the year, and nobody is sent home.
    """

    revenue_amount: Numbers
    profit_amount: Numbers
    sold_amount: Numbers
    delivered_amount: Numbers
    limit: Numbers


def reached(plan: Outlook, values: Values) -> Reached:
    """Revenue and profit of a plan when the drivers turn out as ``values``: the driver models read backwards.

    Parameters
    ----------
    plan
        The outlook at the values that the plan was made for: its whole people and its marketing spend are what there
        is.
    values
        How the year turns out.

    Notes
    -----
    Revenue is the least of what is sold (what comes again, and new business within the capacity of the representatives
    and of the leads that the money buys) and of what can be delivered.
    """
    revenue, new_business = targets(values)
    sell = inputs_of(SalesInputs, "sales", values, new_business_amount=new_business)
    deliver = inputs_of(OperationsInputs, "operations", values, revenue_amount=revenue)
    again = np.asarray(values["firm.revenue_amount_per_year"]) * values["firm.retained_ratio"]
    share = productive_ratio(sell.ramp_months, sell.cycle_months, sell.months_hired_before)
    sellers = _as_it_turns_out(plan.sales.people, share)
    people = _as_it_turns_out(plan.operations.people, productive_ratio(deliver.onboarding_months))
    by_sellers = sellers.productive * capacity_amount(sell)
    by_leads = _amount_by_leads(plan, values)
    won = np.minimum(by_sellers, by_leads)
    delivered = amount_delivered(deliver, people)
    result = np.minimum(again + won, delivered)
    cost = (
        sales_cost_amount(sell, sellers, won)
        + delivery_cost_amount(deliver, people)
        + plan.marketing.spend_amount
        + other_cost_amount(values, result)
        + sellers.hires * sell.hire_cost_amount
        + people.hires * deliver.hire_cost_amount
    )
    limit = np.where(delivered < again + won, DELIVERY, np.where(by_leads < by_sellers, LEADS, SELLERS))
    return Reached(result, result - cost, again + won, delivered, limit.astype(float))


def amount_delivered(inputs: OperationsInputs, people: People) -> Numbers:
    """Revenue that these people can deliver in a year."""
    amount_per_week = np.asarray(inputs.project_amount) / (np.asarray(inputs.project_weeks) * inputs.team_people)
    return np.asarray(people.productive * weeks_of_one(inputs) * amount_per_week)


def _amount_by_leads(plan: Outlook, values: Values) -> Numbers:
    """New business that the leads of the planned spend bring; deals with others come in the same proportion."""
    names = {field.name for field in fields(MarketingInputs)}
    v = {name: np.asarray(values[f"marketing.{name}"]) for name in names if f"marketing.{name}" in values}
    money = np.maximum(plan.marketing.spend_amount - v["fixed_amount_per_year"], 0.0)
    leads = np.where(
        v["lead_cost_amount"] > 0, money / np.where(v["lead_cost_amount"] > 0, v["lead_cost_amount"], 1), np.inf
    )
    deals = leads * v["lead_to_opportunity_ratio"] * values["sales.win_rate_ratio"] / v["new_client_ratio"]
    return np.asarray(deals * values["sales.deal_amount"])


def _as_it_turns_out(people: People, share: Numbers) -> People:
    """The planned people, whose hires come up to speed otherwise."""
    return replace(people, productive_ratio=share)
