"""A problem and a plan from files, for questions about the plan."""

from pathlib import Path

from config.errors import ModelError
from optimizer.staffing.check import broken_rules
from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.files import instance
from optimizer.staffing.files.plan_file import read_plan


def read_valid(folder: Path, plan: Path) -> tuple[StaffingData, Numbers]:
    """The problem of a folder, and the P x W hours of a plan file that keeps every hard rule.

    Raises
    ------
    ModelError
        The plan breaks a hard rule; the first one is named.
    UsageError
        As ``instance.read`` and ``read_plan``.
    """
    data = instance.read(folder)
    hours = read_plan(data, plan)
    broken = broken_rules(data, hours)
    if broken:
        count = f"{len(broken)} hard {'rule' if len(broken) == 1 else 'rules'}"
        raise ModelError(
            f"{plan} breaks {count}, first {broken[0]}. Nothing was computed. "
            "Correct the plan, or solve the folder again."
        )
    return data, hours
