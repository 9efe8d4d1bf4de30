"""Requests made up for the benchmark of funding, as CSV files, by a seed."""

import csv
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parent.parent / "var" / "bench" / "funding"
COLUMNS = (
    "service_line", "budget_requested", "min_viable_budget", "expected_roi", "strategic_priority",
    "success_probability", "rationale",
)  # fmt: skip


def written(count: int, seed: int, budget_ratio: float = 0.6, least_funded_ratio: float = 0.5) -> tuple[Path, Path]:
    """``count`` requests for 50,000 to 4 million each, with the eight limits of the sample; the two files."""
    rng = np.random.default_rng(seed)
    asked = rng.integers(50, 4000, count) * 1000
    least = np.round(asked * rng.uniform(0.3, 0.7, count), -3).astype(int)
    columns = (
        [f"Service line {number}" for number in range(count)],
        asked.tolist(),
        least.tolist(),
        np.round(rng.uniform(1.2, 4, count), 2).tolist(),
        rng.integers(1, 6, count).tolist(),
        np.round(rng.uniform(0.5, 1, count), 2).tolist(),
        ["Made up"] * count,
    )
    FOLDER.mkdir(parents=True, exist_ok=True)
    requests, limits = FOLDER / f"requests_{count}_{seed}.csv", FOLDER / f"constraints_{count}_{seed}.csv"
    _write(requests, COLUMNS, zip(*columns, strict=True))
    rows = [
        ("total_budget", int(budget_ratio * asked.sum()), "USD"),
        ("max_headcount_growth", 25.0, "Percentage"),
        ("min_cash_runway_months", 18.0, "Months"),
        ("max_single_service_allocation", 3_000_000.0, "USD"),
        ("min_roi_threshold", 1.5, "Ratio"),
        ("min_funded_projects", int(least_funded_ratio * count), "Count"),
        ("target_utilization", 75.0, "Percentage"),
        ("max_contractor_pct", 20.0, "Percentage"),
    ]
    _write(limits, ("constraint_type", "value", "unit"), rows)
    return requests, limits


def _write(path: Path, columns: tuple[str, ...], rows: object) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)  # type: ignore[arg-type]
