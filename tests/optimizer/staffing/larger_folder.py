"""A staffing problem of dozens of people as a folder, large enough to be solved in parts by several processes."""

from pathlib import Path

import numpy as np
import pandas as pd

from tests.optimizer.staffing import small_folder

LEVELS = ("junior", "senior", "manager")


def write(folder: Path, *, people: int, engagements: int, weeks: int, seed: int = 0) -> Path:
    """Two practices of three levels; every engagement wants one practice and is open throughout."""
    rng = np.random.default_rng(seed)
    practice, level = np.arange(people) % 2, np.arange(people) // 2 % 3
    is_external = (np.arange(people) % 7 == 0) & (level < 2)
    rate = np.array([100.0, 150.0, 250.0])[level]
    mix = rng.dirichlet([4, 3, 2], engagements)
    planned = people * 36.0 / engagements * rng.uniform(0.6, 1.4, engagements)
    cost = planned * weeks * (mix @ [100.0, 150.0, 250.0])
    bac, ac = cost * rng.uniform(1.5, 2.5, engagements), cost * rng.uniform(0.2, 0.5, engagements)
    c, e = np.nonzero((practice[:, None] == np.arange(engagements) % 2) & (rng.random((people, engagements)) < 0.9))
    grid_c, grid_w = np.divmod(np.arange(people * weeks), weeks)
    grid_e, grid_v = np.divmod(np.arange(engagements * weeks), weeks)
    grid_t, grid_l = np.divmod(np.arange(engagements * 3), 3)
    return small_folder.write(
        folder,
        {
            "consultants": pd.DataFrame({
                "consultant_id": range(people), "practice": practice, "level": [LEVELS[one] for one in level],
                "is_external": is_external, "is_new": False,
            }),
            "availability": pd.DataFrame({
                "consultant_id": grid_c, "week": grid_w, "hours": rng.choice([0, 32, 40, 40, 40, 40], people * weeks),
            }),
            "engagements": pd.DataFrame({
                "engagement_id": range(engagements), "start_week": 0, "end_week": weeks,
                "weight": rng.uniform(0.5, 2, engagements), "bac": bac, "ac": ac, "extracted_value": 0.9 * ac,
                "pv_at_horizon": ac + cost, "ratio_price": 0.002,
            }),
            "demand": pd.DataFrame({
                "engagement_id": grid_e, "week": grid_v, "planned_hours": planned[grid_e],
                "maximum_hours": np.ceil(1.5 * planned[grid_e]),
            }),
            "targets": pd.DataFrame({
                "engagement_id": grid_t, "practice": grid_t % 2, "level": [LEVELS[one] for one in grid_l],
                "ratio": mix[grid_t, grid_l],
            }),
            "eligibility": pd.DataFrame({
                "consultant_id": c, "engagement_id": e, "charge_out_rate": rate[c], "value_per_hour": 0.9 * rate[c],
                "external_premium": np.where(is_external[c], 0.0003, 0.0), "was_assigned": rng.random(len(c)) < 0.1,
            }),
            "parameters": {"bench_price": 0.0005, "internal_first_price": 0.001},
        },
    )  # fmt: skip
