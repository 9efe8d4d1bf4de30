"""The requests, the limits and the firm that the database holds, as the model's data."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import fmean, stdev
from typing import Any

from config.errors import ModelError
from optimizer.funding.data import Firm, FundingData, Horizon, Limit, Request
from optimizer.funding.firm.figures import with_figures
from optimizer.funding.limits import divided, period_of, planned, subject_of
from sql.database import Reader

REQUESTS = """
SELECT
    funding_request_id, source_system, funding_request_source_id, service_line, service_group, requested_amount,
    minimum_viable_amount, currency, expected_roi_ratio, strategic_priority, success_probability_ratio, rationale
FROM core.funding_requests
WHERE is_deleted = 0
ORDER BY funding_request_id;
"""
LIMITS = """
SELECT constraint_code, subject, limit_value, unit, description
FROM core.funding_constraints
WHERE is_deleted = 0
ORDER BY funding_constraint_id;
"""
HISTORY = """
SELECT service_line, invested_amount, revenue_amount
FROM core.roi_history
WHERE currency = :currency;
"""
PEOPLE = """
SELECT
    people_count = COUNT(*),
    external_count = SUM(CASE WHEN is_external = 1 THEN 1 ELSE 0 END)
FROM core.employees
WHERE is_deleted = 0
    AND (hire_date IS NULL OR hire_date <= :as_of)
    AND (termination_date IS NULL OR termination_date >= :as_of);
"""

LAST_DECISION = """
SELECT d.run_id, r.as_of_date, d.funding_request_id, d.funded_amount
FROM pred.funding_decision AS d
INNER JOIN ops.run AS r ON r.run_id = d.run_id
WHERE d.run_id = (
    SELECT MAX(p.run_id)
    FROM pred.funding_decision AS p
    INNER JOIN ops.run AS q ON q.run_id = p.run_id
    WHERE q.status = 'published'
);
"""


@dataclass(frozen=True)
class LastDecision:
    """What the last published decision gave, by request id; requests that are gone are left out."""

    run_id: int
    as_of_date: date
    amounts: Mapping[str, float]

    def of(self, data: FundingData) -> dict[str, float]:
        """Its money for every request, 0 for those that are new since."""
        return {request.request_id: self.amounts.get(request.request_id, 0.0) for request in data.requests}


def load(database: Reader, as_of: date) -> FundingData:
    """Every request and limit that is not deleted; head counts as of the date; past returns by service line.

    Limits may carry figures of the firm (``firm_cash_amount``, ``firm_monthly_burn_amount``, ...), which come first,
    of the periods (``horizon_period_count``, ...) and of single requests (``request_headcount_added``, ...).

    Raises
    ------
    ModelError
        Two currencies meet, or the requests and limits contradict each other.
    """
    rows = database.rows(REQUESTS)
    currency = _currency(rows)
    past = _past_roi(database, currency)
    counts = Counter(row["funding_request_source_id"] for row in rows)
    requests = tuple(_request(row, counts, past) for row in rows)
    people = database.rows(PEOPLE, as_of=as_of)[0]
    firm = Firm(float(people["people_count"]), float(people["external_count"] or 0))
    requests, rows_of_limits = with_figures(requests, [_limit(row) for row in database.rows(LIMITS)])
    limits, firm = divided(rows_of_limits, firm)
    limits, horizon = planned(limits, Horizon())
    return FundingData(
        requests=requests,
        limits=limits,
        firm=firm,
        currency=currency,
        horizon=horizon,
        database_ids={
            request.request_id: row["funding_request_id"] for request, row in zip(requests, rows, strict=True)
        },
    )


def last_decision(database: Reader, data: FundingData) -> LastDecision | None:
    """The last published decision; None where there is none."""
    rows = database.rows(LAST_DECISION)
    if not rows:
        return None
    names = {number: name for name, number in data.database_ids.items()}
    amounts = {
        names[row["funding_request_id"]]: float(row["funded_amount"])
        for row in rows
        if row["funding_request_id"] in names
    }
    return LastDecision(rows[0]["run_id"], rows[0]["as_of_date"], amounts)


def _request(row: dict[str, Any], counts: Mapping[str, int], past: "Past") -> Request:
    """One request; the source system goes in front where two sources use the same id."""
    name = row["funding_request_source_id"]
    return Request(
        request_id=name if counts[name] == 1 else f"{row['source_system']}:{name}",
        service_line=row["service_line"],
        group=row["service_group"],
        requested_amount=float(row["requested_amount"]),
        minimum_viable_amount=float(row["minimum_viable_amount"]),
        roi_ratio=float(row["expected_roi_ratio"]),
        success_probability_ratio=float(row["success_probability_ratio"]),
        strategic_priority=float(row["strategic_priority"]),
        rationale=row["rationale"] or "",
        past_roi_ratio=past.mean.get(row["service_line"]),
        past_roi_deviation=past.deviation.get(row["service_line"]),
    )


@dataclass(frozen=True)
class Past:
    """What earlier money returned per unit, by service line: over all its years, and how far they lay apart."""

    mean: Mapping[str, float]
    deviation: Mapping[str, float]


def _past_roi(database: Reader, currency: str) -> Past:
    """The mean is of all money; the deviation is that of the years over their mean, where there are two or more."""
    years: dict[str, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for row in database.rows(HISTORY, currency=currency):
        if row["invested_amount"]:
            years[row["service_line"]].append((row["invested_amount"], row["revenue_amount"]))
    mean = {
        name: float(sum(back for _, back in rows) / sum(given for given, _ in rows)) for name, rows in years.items()
    }
    deviation = {}
    for name, rows in years.items():
        ratios = [float(back / given) for given, back in rows]
        if len(ratios) > 1 and fmean(ratios) > 0:
            deviation[name] = stdev(ratios) / fmean(ratios)
    return Past(mean, deviation)


def _limit(row: dict[str, Any]) -> Limit:
    return Limit(
        code=row["constraint_code"].lower(),
        value=float(row["limit_value"]),
        unit=row["unit"],
        subject=subject_of(row["subject"]),
        description=row["description"] or "",
        period=period_of(row["subject"]),
    )


def _currency(rows: list[dict[str, Any]]) -> str:
    currencies = sorted({row["currency"] for row in rows})
    if len(currencies) > 1:
        raise ModelError(
            f"Funding: requests are in {' and '.join(currencies)}; one currency is expected. "
            "Nothing was solved. Convert the amounts in their source."
        )
    return currencies[0] if currencies else ""
