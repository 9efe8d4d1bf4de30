"""The names of columns and rows as the PuLP model has them; made on demand, for tests and for reading a model."""

from collections.abc import Sequence
from typing import Any

from optimizer.staffing.bulk.variables import BulkModel
from optimizer.staffing.data import Indexes, StaffingData
from optimizer.staffing.variables import Labels, labels

COLUMN_KEYS = {
    "hours": "pair week",
    "is_on": "pair week",
    "works": "team week",
    "starts": "team week",
    "total_hours": "phase week",
    "off_ratio": "target week",
    "counted_spi": "engagement",
    "spi_short": "engagement",
    "counted_vec": "engagement",
    "vec_below_band": "engagement",
    "vec_above_band": "engagement",
    "over_budget": "phase",
    "bench_short": "consultant week",
    "external_works": "cell week",
    "idle_beside_external": "cell week",
    "moved_hours": "pair week",
}
ROW_KEYS = {
    "weekly_capacity": "consultant week",
    "minimum_block": "pair week",
    "works_when_on": "pair week",
    "weekly_demand": "phase week",
    "remaining_budget": "phase",
    "schedule_floor": "engagement",
    "value_above_burn": "engagement",
    "value_below_burn": "engagement",
    "bench": "consultant week",
    "staffing_ratio_above": "target week",
    "staffing_ratio_below": "target week",
    "internal_first": "cell week",
    "external_works": "pair week",
    "switching": "team week",
    "works_on_phase": "pair week",
    "works_on_none": "team week",
    "pin": "pair week",
    "moved_up": "pair week",
    "moved_down": "pair week",
    "engagement_load": "consultant week",
    "counted_spi": "engagement",
    "counted_vec": "engagement",
    "hours_of_one": "role_number pair_number week",
    "hours_of_all": "role_number week",
}


def column_names(model: BulkModel) -> list[str]:
    """A name per column, in order."""
    writer = _Writer(model)
    return [name for kind, block in model.columns.items() for name in writer.names(kind, COLUMN_KEYS, block.index)]


def row_names(model: BulkModel) -> list[str]:
    """A name per row, in order."""
    writer = _Writer(model)
    return [name for kind, block in model.rows.items() for name in writer.names(kind, ROW_KEYS, block.index)]


class _Writer:
    def __init__(self, model: BulkModel) -> None:
        self.data: StaffingData = model.data
        self.labels: Labels = labels(model.data)
        self.index = model.index

    def names(self, kind: str, keys: dict[str, str], index: Sequence[Indexes]) -> list[str]:
        """``kind__key__key`` for each entry of ``index``."""
        parts = keys[kind].split()
        columns = zip(*(part.tolist() for part in index), strict=True)
        return ["__".join([kind, *(self.word(*one) for one in zip(parts, entry, strict=True))]) for entry in columns]

    def word(self, key: str, i: int) -> str:
        """One part of a name."""
        names, data = self.labels, self.data
        words: dict[str, Any] = {
            "week": lambda: names.week[i],
            "consultant": lambda: names.consultant[i],
            "phase": lambda: names.phase[i],
            "engagement": lambda: names.engagement[i],
            "cell": lambda: names.cell[i],
            "pair": lambda: f"{names.consultant[data.pairs.consultant[i]]}__{names.phase[data.pairs.phase[i]]}",
            "team": lambda: (
                f"{names.consultant[self.index.team_consultant[i]]}__{names.engagement[self.index.team_engagement[i]]}"
            ),
            "target": lambda: f"{names.phase[data.targets.phase[i]]}__{names.cell[data.targets.cell[i]]}",
            "role_number": lambda: f"t{i}",
            "pair_number": lambda: f"n{i}",
        }
        return str(words[key]())
