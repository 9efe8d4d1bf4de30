"""Three requests, small enough to decide by hand; and many, made up by a seed."""

from collections.abc import Callable

import numpy as np
import pytest

from optimizer.funding.data import Firm, FundingData, Horizon, Limit, Request


@pytest.fixture
def request_of() -> Callable[..., Request]:
    def build(request_id: str, asked: float, least: float, roi: float, **other: object) -> Request:
        values = {"roi_ratio": roi, "success_probability_ratio": 0.8, "strategic_priority": 3, **other}
        return Request(request_id, f"Line {request_id}", asked, least, **values)

    return build


@pytest.fixture
def three(request_of: Callable[..., Request]) -> Callable[..., FundingData]:
    """A asks 100 (at least 60) and returns 3; B 80 (40), 2.5; C 50 (20), 2. Each adds people at the full amount."""

    def build(*limits: Limit, firm: Firm | None = None, horizon: Horizon | None = None, **changes: dict) -> FundingData:
        people = {"headcount_added": 10.0, "contractors_added": 4.0, "work_headcount": 6.0}
        rows = (
            request_of("A", 100, 60, 3.0, **{**people, **changes.get("A", {})}),
            request_of("B", 80, 40, 2.5, **{**people, **changes.get("B", {})}),
            request_of("C", 50, 20, 2.0, **{**people, **changes.get("C", {})}),
        )
        return FundingData(rows, limits, firm or Firm(), horizon=horizon or Horizon())

    return build


def made_up(count: int, seed: int) -> tuple[Request, ...]:
    """``count`` requests in five groups, with people."""
    rng = np.random.default_rng(seed)
    asked = rng.integers(50, 4000, count) * 1000.0
    least = np.round(asked * rng.uniform(0.2, 0.7, count), -3)
    roi, chance = np.round(rng.uniform(1.2, 4, count), 2), np.round(rng.uniform(0.5, 1, count), 2)
    return tuple(
        Request(
            f"R{i}", f"Line {i}", float(asked[i]), float(least[i]), float(roi[i]), float(chance[i]), float(1 + i % 5),
            group=f"G{i % 5}", headcount_added=float(i % 7), contractors_added=float(i % 3), work_headcount=i % 7 * 0.8,
        )
        for i in range(count)
    )  # fmt: skip


def every_kind(requests: tuple[Request, ...]) -> tuple[Limit, ...]:
    """A limit of each kind, all of which can be kept together."""
    count, asked = len(requests), sum(request.requested_amount for request in requests)
    return (
        Limit("total_budget", 0.55 * asked),
        Limit("max_single_service_allocation", 3_500_000),
        Limit("min_funded_projects", count // 3),
        Limit("max_funded_projects", int(0.7 * count)),
        Limit("must_fund", 1, subject=("R3", "R17")),
        Limit("either_or", 1, subject=("R4", "R5")),
        Limit("requires", 1, subject=("R6", "R7", "R8")),
        Limit("min_group_amount", 0.1 * asked, subject=("G4",)),
        Limit("max_group_amount", 0.2 * asked, subject=("G2", "G3")),
        Limit("min_group_share", 0.22, "Ratio", ("G1",)),
        Limit("max_group_share", 15, "Percentage", ("G3",)),
        Limit("min_roi_threshold", 1.8),
        Limit("max_headcount_growth", 40, "%"),
        Limit("max_contractor_pct", 25, "Percentage"),
        Limit("min_cash_runway_months", 6),
        Limit("target_utilization", 0.74, "Ratio"),
    )


@pytest.fixture
def many() -> Callable[..., FundingData]:
    def build(count: int, seed: int, *, is_rich: bool = True) -> FundingData:
        requests = made_up(count, seed)
        asked = sum(request.requested_amount for request in requests)
        firm = Firm(4.0 * count, 0.4 * count, asked, asked / 15, 0.75)
        limits = every_kind(requests)
        return FundingData(requests, limits if is_rich else limits[:4], firm)

    return build
