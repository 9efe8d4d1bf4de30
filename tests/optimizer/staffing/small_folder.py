"""A staffing problem as a folder: Ann (internal) and Ben (external) on one engagement for two weeks."""

import json
from pathlib import Path
from typing import Any

import pandas as pd

PARAMETERS = {"bench_price": 0.01, "internal_first_price": 0.02}


def frames() -> dict[str, Any]:
    """The tables by file, and the parameters; ids are text with zeros in front."""
    return {
        "consultants": pd.DataFrame(
            {"consultant_id": ["001", "002"], "practice": 0, "level": "senior", "is_external": [False, True], "is_new": False}
        ),
        "availability": pd.DataFrame(
            {"consultant_id": ["001", "001", "002", "002"], "week": [0, 1, 0, 1], "hours": [40, 40, 40, 0]}
        ),
        "engagements": pd.DataFrame(
            {
                "engagement_id": ["E1"], "start_week": 0, "end_week": 2, "weight": 1, "bac": 20000, "ac": 2000,
                "extracted_value": 2000, "pv_at_horizon": 12000, "ratio_price": 0.05,
            }
        ),
        "demand": pd.DataFrame({"engagement_id": "E1", "week": [0, 1], "planned_hours": 40, "maximum_hours": 60}),
        "targets": pd.DataFrame({"engagement_id": ["E1"], "practice": 0, "level": "senior", "ratio": 1.0}),
        "eligibility": pd.DataFrame(
            {
                "consultant_id": ["001", "002"], "engagement_id": "E1", "charge_out_rate": 100, "value_per_hour": [100, 90],
                "external_premium": [0, 0.001], "was_assigned": [True, False],
            }
        ),
        "parameters": dict(PARAMETERS),
    }  # fmt: skip


def write(folder: Path, parts: dict[str, Any]) -> Path:
    """The parts as files."""
    for name, part in parts.items():
        if isinstance(part, pd.DataFrame):
            part.to_csv(folder / f"{name}.csv", index=False)
        else:
            (folder / f"{name}.json").write_text(part if isinstance(part, str) else json.dumps(part))
    return folder
