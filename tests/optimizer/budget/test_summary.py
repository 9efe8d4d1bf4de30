"""What is said about the proof of a plan."""

from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.budget.data import BudgetData
from optimizer.budget.model import solve
from optimizer.budget.summary import show
from optimizer.solver import Status


@pytest.mark.parametrize(
    ("tier", "gap", "expected"),
    [
        ("cost", 0.0123, "(Feasible, gap 1.2300%)"),
        ("cost", 2.4e-6, "(Feasible, gap 0.00024%)"),
        ("uneven effort", 2.4e-6, "(Feasible: effort and money are proven best, preferences are not)"),
        ("cost", None, "(Feasible)"),
        ("", 0.0, "(Optimal, gap 0.0000%)"),
    ],
)
def test_a_gap_that_is_not_0_never_reads_as_0(person, project, capsys, tier: str, gap: float | None, expected) -> None:
    data = BudgetData((person("a", 1000),), (project("1", 9000, 1.0),))
    plan = solve(data)
    open_tier = {"status": Status.FEASIBLE, "gap_ratio": gap}
    tiers = tuple(replace(one, **open_tier) if one.name == tier else one for one in plan.tiers)
    assert any(one.name == tier for one in tiers) == bool(tier)
    show(data, replace(plan, tiers=tiers, status=Status.FEASIBLE if tier else Status.OPTIMAL), Path("out.xlsx"))
    assert f"Objective least_cost: 1,000.000 {expected}" in capsys.readouterr().out
