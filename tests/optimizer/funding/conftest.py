"""Three requests, small enough to decide by hand."""

from collections.abc import Callable

import pytest

from optimizer.funding.data import Firm, FundingData, Limit, Request


@pytest.fixture
def request_of() -> Callable[..., Request]:
    def build(request_id: str, asked: float, least: float, roi: float, **other: object) -> Request:
        values = {"success_probability_ratio": 0.8, "strategic_priority": 3, **other}
        return Request(request_id, f"Line {request_id}", asked, least, roi, **values)

    return build


@pytest.fixture
def three(request_of: Callable[..., Request]) -> Callable[..., FundingData]:
    """A asks 100 (at least 60) and returns 3; B 80 (40), 2.5; C 50 (20), 2. Each adds people at the full amount."""

    def build(*limits: Limit, firm: Firm | None = None, **changes: dict) -> FundingData:
        people = {"headcount_added": 10.0, "contractors_added": 4.0, "work_headcount": 6.0}
        rows = (
            request_of("A", 100, 60, 3.0, **{**people, **changes.get("A", {})}),
            request_of("B", 80, 40, 2.5, **{**people, **changes.get("B", {})}),
            request_of("C", 50, 20, 2.0, **{**people, **changes.get("C", {})}),
        )
        return FundingData(rows, limits, firm or Firm())

    return build
