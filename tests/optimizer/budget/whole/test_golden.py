"""Each rule with whole numbers as rows, on two people, beside a file that somebody has read."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from optimizer.budget.data import BudgetData, Rules
from optimizer.budget.model import build

JANUARY, FEBRUARY = date(2025, 1, 1), date(2025, 2, 1)
GOLDEN = Path(__file__).parent / "golden"
RULES = {
    "minimum_block": Rules(minimum_block_ratio=0.3),
    "maximum_initiatives": Rules(maximum_initiatives_count=1),
    "share_steps": Rules(share_step_ratio=0.25),
    "places": Rules(location_minimum_ratio={"Oslo": 0.25}, location_maximum_ratio={"Rome": 0.6}),
    "sequence": Rules(),
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_the_golden_one(person, project, tmp_path: Path, name: str) -> None:
    people = (person("ann", 1000, "java", location="Oslo"), person("bob", 2000, "sql", location="Rome"))
    first = project("1", 2400, 1.5, "java | sql", months=(JANUARY, FEBRUARY), maximum_share_ratio=0.8)
    second = project("2", 0, 1.0, "java", months=(JANUARY, FEBRUARY))
    if name == "sequence":
        second = replace(second, predecessor_id="1")
    written = tmp_path / f"{name}.lp"
    build(BudgetData(people, (first, second), rules=RULES[name])).problem.writeLP(str(written))
    assert written.read_text() == (GOLDEN / f"{name}.lp").read_text()
