"""What past years say of the requests and of the firm: earlier returns, and how busy the team is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from optimizer.funding.data import Firm, FundingData
from optimizer.funding.files.table import Table
from optimizer.funding.names import NameList

HISTORY_COLUMNS = ("service_line", "investment", "revenue_generated")
METRICS_COLUMNS = ("date", "team_utilization_pct")
DAY_COUNT = 90


def with_history(data: FundingData, path: Path) -> FundingData:
    """The requests with what a unit of earlier money returned, over all years, and how far the years lay apart.

    Raises
    ------
    ExtractError
        A column is missing or cells cannot be used.
    """
    from optimizer.funding.monte_carlo.uncertainty import past_spreads  # noqa: PLC0415  # it reads files in turn

    table = Table(path, HISTORY_COLUMNS)
    invested: dict[str, float] = defaultdict(float)
    returned: dict[str, float] = defaultdict(float)
    rows = zip(
        table.column("service_line"), table.numbers_of("investment"), table.numbers_of("revenue_generated"), strict=True
    )
    for number, (line, spent, revenue) in zip(table.numbers, rows, strict=True):
        if not line:
            table.fault(number, "service_line", "it is empty")
        if spent is not None and spent < 0:
            table.fault(number, "investment", f"{spent:,.2f} is negative; 0 or more is expected")
        invested[line] += spent or 0.0
        returned[line] += revenue or 0.0
    table.refuse()
    spreads = past_spreads(path) if table.has("roi") else {}
    named = NameList(invested)
    requests, without = [], []
    for request in data.requests:
        name = named.meant(request.service_line) or ""
        money = invested.get(name, 0.0)
        if not money:
            without.append(request.service_line)
        ratio = returned[name] / money if money else None
        requests.append(replace(request, past_roi_ratio=ratio, past_roi_deviation=spreads.get(name)))
    notes = (f"{path.name} says nothing of {_few(without)}.",) if without else ()
    return replace(data, requests=tuple(requests), notes=(*data.notes, *notes))


def with_metrics(data: FundingData, path: Path) -> FundingData:
    """The firm with its utilization of today: the mean of the last 90 days; a limit's row ``firm_…`` comes first.

    Raises
    ------
    ExtractError
        A column is missing or cells cannot be used.
    """
    table = Table(path, METRICS_COLUMNS)
    days, values = table.column("date"), table.numbers_of("team_utilization_pct")
    for number, value in zip(table.numbers, values, strict=True):
        if value is not None and value < 0:
            table.fault(number, "team_utilization_pct", f"{value:g} is negative; 0 or more is expected")
    table.refuse()
    last = sorted(zip(days, values, strict=True))[-DAY_COUNT:]
    ratio = sum(value or 0.0 for _, value in last) / len(last) / 100
    if data.firm.utilization_ratio is not None:
        return replace(data, notes=(*data.notes, f"{path.name} is not used: firm_utilization_ratio is given."))
    firm: Firm = replace(data.firm, utilization_ratio=ratio)
    words = f"Utilization today is {ratio:.1%}: the mean of {len(last)} days from {last[0][0]} ({path.name})."
    return replace(data, firm=firm, notes=(*data.notes, words))


def _few(names: list[str]) -> str:
    shown = ", ".join(names[:5])
    return f"{shown} and {len(names) - 5} more" if len(names) > 5 else shown  # noqa: PLR2004  # as many as shown
