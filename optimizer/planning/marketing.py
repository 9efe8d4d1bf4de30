"""Marketing efficiency: clients -> leads -> spend, and what a client costs and is worth."""

from dataclasses import dataclass

import numpy as np

from optimizer.planning.inputs import check_inputs
from optimizer.planning.interval import Quantity, quotient
from optimizer.planning.people import MONTHS, Numbers


@dataclass(frozen=True)
class MarketingInputs:
    """Names, units and allowed values as in the catalog; deals, win rate and sales cost come from sales."""

    deals: Quantity
    win_rate_ratio: Quantity
    sales_cost_amount: Quantity
    lead_to_opportunity_ratio: Quantity
    lead_cost_amount: Quantity
    client_revenue_amount_per_year: Quantity
    client_margin_ratio: Quantity
    client_lifetime_years: Quantity
    new_client_ratio: Quantity = 1.0
    fixed_amount_per_year: Quantity = 0.0

    def __post_init__(self) -> None:
        """Check once, here; the win rate by the rule of sales."""
        check_inputs(self, "marketing")


@dataclass(frozen=True)
class MarketingEfficiency:
    """Amounts of the year; ``cac_amount``, ``ltv_cac_ratio`` and ``payback_months`` are NaN where they are undefined.

    ``cac_amount`` counts marketing, and sales in proportion to the deals with new clients.
    """

    new_clients: Numbers
    leads: Numbers
    spend_amount: Numbers
    cac_amount: Numbers
    marketing_cac_amount: Numbers
    ltv_amount: Numbers
    ltv_cac_ratio: Numbers
    payback_months: Numbers


def marketing_efficiency(inputs: MarketingInputs) -> MarketingEfficiency:
    """Leads and spend for the deals that are to be won, and what a new client costs and brings.

    Source: 000 / BUDGET C, marketing efficiency. CAC is all of sales and marketing that wins new clients, per new
    client; LTV is yearly revenue x gross margin x years a client stays (1 / churn); payback is CAC over the monthly
    gross margin. These are the usual definitions of unit economics.
    """
    new_clients = np.asarray(inputs.deals, dtype=float) * inputs.new_client_ratio
    leads = new_clients / (np.asarray(inputs.win_rate_ratio) * inputs.lead_to_opportunity_ratio)
    spend = leads * inputs.lead_cost_amount + inputs.fixed_amount_per_year
    margin_amount = np.asarray(inputs.client_revenue_amount_per_year) * inputs.client_margin_ratio
    ltv = margin_amount * inputs.client_lifetime_years
    cac = quotient(spend + np.asarray(inputs.sales_cost_amount) * inputs.new_client_ratio, new_clients)
    return MarketingEfficiency(
        new_clients=new_clients,
        leads=leads,
        spend_amount=spend,
        cac_amount=cac,
        marketing_cac_amount=quotient(spend, new_clients),
        ltv_amount=ltv,
        ltv_cac_ratio=quotient(ltv, cac),
        payback_months=cac / (margin_amount / MONTHS),
    )
