"""Problems with every kind of rule, from a seed."""

import numpy as np
import pytest

from optimizer.funding.data import Firm, FundingData, Limit, Request


@pytest.fixture
def many_rules():
    """``count`` requests in three groups under most of the rules, drawn from a seed."""

    def build(seed: int, count: int = 9) -> FundingData:
        stream = np.random.default_rng(seed)
        rows = []
        for number in range(count):
            asked = float(stream.integers(50, 400))
            rows.append(
                Request(
                    f"r{number}", f"Line {number}", asked, float(stream.integers(0, int(asked * 0.7))),
                    float(stream.uniform(0.8, 4)), float(stream.uniform(0.5, 1)), float(stream.integers(1, 6)),
                    group=f"G{number % 3}", headcount_added=float(stream.integers(1, 20)),
                    contractors_added=float(stream.integers(0, 8)), work_headcount=float(stream.integers(1, 18)),
                )
            )  # fmt: skip
        total = sum(row.requested_amount for row in rows)
        limits = [
            Limit("total_budget", total * float(stream.uniform(0.4, 0.8))),
            Limit("min_group_share", 20, "%", ("G0",)),
            Limit("max_group_share", 45, "%", ("G1",)),
            Limit("min_group_amount", 60, subject=("G2",)),
            Limit("min_roi_threshold", 2.0),
            Limit("max_headcount_growth", 40, "%"),
            Limit("max_contractor_pct", 25, "%"),
            Limit("min_funded_projects", 4),
            Limit("max_single_service_allocation", 250),
            Limit("requires", 1, subject=("r1", "r4")),
            Limit("either_or", 1, subject=("r2", "r3")),
            Limit("must_fund", 1, subject=("r7",)),
        ]
        kept = tuple(limit for limit in limits if limit.code == "total_budget" or stream.random() < 0.7)
        return FundingData(tuple(rows), kept, Firm(100, 18, 10_000, 10, 0.75))

    return build
