"""The figures of a year by name: what tables, tornado, sweeps and simulation speak of."""

from dataclasses import dataclass
from operator import attrgetter
from types import MappingProxyType

import numpy as np

from config.errors import UsageError
from optimizer.planning.catalog import nearest
from optimizer.planning.outlook import Outlook
from optimizer.planning.people import Numbers

MONEY, RATIO, PEOPLE, COUNT, MONTHS = "money", "ratio", "people", "count", "months"


@dataclass(frozen=True)
class Measure:
    """One figure: its stable key, unit, words, and where it stands."""

    name: str
    unit: str
    words: str
    path: str

    @property
    def group(self) -> str:
        """The model that it comes from; ``result`` for the year as a whole."""
        return self.path.partition(".")[0] if "." in self.path else "result"

    def of(self, year: Outlook) -> Numbers:
        """The figure, one per variation."""
        return np.asarray(attrgetter(self.path)(year), dtype=float)


MEASURES = (
    Measure("revenue_amount", MONEY, "Revenue", "revenue_amount"),
    Measure("headcount", PEOPLE, "Headcount", "headcount"),
    Measure("unrounded_headcount", PEOPLE, "Headcount, unrounded", "unrounded_headcount"),
    Measure("hires", PEOPLE, "People to hire", "hires"),
    Measure("investment_amount", MONEY, "Investment", "investment_amount"),
    Measure("promised_profit_amount", MONEY, "Promised profit", "promised_profit_amount"),
    Measure("promised_return_ratio", RATIO, "Return, as promised", "promised_return_ratio"),
    Measure("profit_amount", MONEY, "Profit, by the drivers", "profit_amount"),
    Measure("margin_ratio", RATIO, "Margin, by the drivers", "margin_ratio"),
    Measure("gap_amount", MONEY, "Beyond the promise", "gap_amount"),
    Measure("return_ratio", RATIO, "Return, by the drivers", "return_ratio"),
    Measure("new_business_amount", MONEY, "New business to sell", "sales.new_business_amount"),
    Measure("deals", COUNT, "Deals", "sales.deals"),
    Measure("opportunities", COUNT, "Opportunities", "sales.opportunities"),
    Measure("open_opportunities", COUNT, "Opportunities open at any one time", "sales.open_opportunities"),
    Measure(
        "capacity_amount_per_representative", MONEY, "A full representative sells",
        "sales.capacity_amount_per_representative",
    ),
    Measure("is_limited_by_quota", RATIO, "Limited by the quota (1) or the pipeline (0)", "sales.is_limited_by_quota"),
    Measure(
        "sales_productive_ratio", RATIO, "Of a full year that a new representative sells",
        "sales.people.productive_ratio",
    ),
    Measure("needed_representatives", PEOPLE, "Fully productive representatives needed", "sales.people.needed"),
    Measure("representatives_leaving", PEOPLE, "Representatives who leave", "sales.people.leaving"),
    Measure(
        "unrounded_representative_hires", PEOPLE, "Representatives to hire, before rounding up",
        "sales.people.unrounded_hires",
    ),
    Measure("representative_hires", PEOPLE, "Representatives to hire", "sales.people.hires"),
    Measure("representatives", PEOPLE, "Representatives", "sales.people.headcount"),
    Measure("sales_cost_amount", MONEY, "Cost of sales people and commission", "sales.cost_amount"),
    Measure("new_clients", COUNT, "New clients", "marketing.new_clients"),
    Measure("leads", COUNT, "Leads", "marketing.leads"),
    Measure("marketing_spend_amount", MONEY, "Marketing spend", "marketing.spend_amount"),
    Measure("cac_amount", MONEY, "CAC", "marketing.cac_amount"),
    Measure("marketing_cac_amount", MONEY, "Marketing per new client", "marketing.marketing_cac_amount"),
    Measure("ltv_amount", MONEY, "LTV", "marketing.ltv_amount"),
    Measure("ltv_cac_ratio", RATIO, "LTV:CAC", "marketing.ltv_cac_ratio"),
    Measure("payback_months", MONTHS, "Payback of the CAC", "marketing.payback_months"),
    Measure("projects", COUNT, "Projects", "operations.projects"),
    Measure("person_weeks", COUNT, "Person-weeks of project work", "operations.person_weeks"),
    Measure("needed_delivery_people", PEOPLE, "People needed to deliver", "operations.people.needed"),
    Measure("delivery_people_leaving", PEOPLE, "People in delivery who leave", "operations.people.leaving"),
    Measure(
        "unrounded_delivery_hires", PEOPLE, "People to hire for delivery, before rounding up",
        "operations.people.unrounded_hires",
    ),
    Measure("delivery_hires", PEOPLE, "People to hire for delivery", "operations.people.hires"),
    Measure("delivery_people", PEOPLE, "People in delivery", "operations.people.headcount"),
    Measure("delivery_surplus_people", PEOPLE, "People in delivery beyond the need", "operations.people.surplus"),
    Measure(
        "used_utilization_ratio", RATIO, "Utilization that whole people come to",
        "operations.used_utilization_ratio",
    ),
    Measure("delivery_cost_amount", MONEY, "Cost of delivery", "operations.cost_amount"),
    Measure("cost_amount_per_project", MONEY, "Cost per project", "operations.cost_amount_per_project"),
)  # fmt: skip

BY_NAME = MappingProxyType({measure.name: measure for measure in MEASURES})


def measure_named(name: str) -> Measure:
    """The measure of this name.

    Raises
    ------
    UsageError
        There is none; the nearest is named.
    """
    if name not in BY_NAME:
        raise UsageError(
            f"There is no measure {name}; the nearest is {nearest(name, tuple(BY_NAME))}. Nothing was computed. "
            f"Choose one of {', '.join(BY_NAME)}."
        )
    return BY_NAME[name]
