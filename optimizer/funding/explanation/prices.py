"""What each limit costs: shadow prices of the decision with the same requests funded."""

import pulp

from optimizer.funding.data import FundingData
from optimizer.funding.solution import ShadowPrice
from optimizer.funding.variables import FundingModel
from optimizer.solver import Solved, solve

PRICE_ZERO = 1e-9
COUNT_CODES = ("min_funded_projects", "max_funded_projects", "must_fund", "either_or", "requires")


def shadow_prices(
    model: FundingModel, data: FundingData, solved: Solved, time_limit_seconds: float
) -> tuple[ShadowPrice, ...]:
    """Prices of the limits on money: the whole numbers are held, and the rest is solved again as a linear program.

    Limits that count requests have no such price; what they cost is the difference of two decisions.
    """
    for request in data.requests:
        funded = model.funded[request.request_id]
        funded.lowBound = funded.upBound = float(round(solved.values[funded.name]))
        funded.cat = pulp.LpContinuous
    fixed = solve(model.problem, time_limit_seconds=time_limit_seconds)
    prices = []
    for row, limit in model.rows.items():
        price = fixed.shadow_prices.get(row, 0.0)
        if abs(price) > PRICE_ZERO and limit.code not in COUNT_CODES:
            name, unit = f"{limit.name} {_whom(model, row)}".strip(), "objective per unit of the limit's row"
            words = f"{limit.words(data.currency)}: one more unit of its row is worth {price:,.6g} of the objective."
            prices.append(ShadowPrice(name, price, unit, words))
    return tuple(prices)


def _whom(model: FundingModel, row: str) -> str:
    """The request that a row of a limit is about, where it is about one."""
    by_place = {f"r{number}": request_id for request_id, number in model.number.items()}
    return by_place.get(row.rsplit("__", 1)[-1], "")
