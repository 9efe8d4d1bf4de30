"""Firms that are solved in parts, and odd: each ends with a plan that passes the check, and with a bound."""

import pandas as pd
import pytest

from optimizer.staffing.check import broken_rules
from optimizer.staffing.files import instance
from optimizer.staffing.model import solve
from tests.optimizer.staffing import larger_folder, small_folder


def without(*tables):
    return lambda parts: {name: parts[name].iloc[:0] for name in tables}


def of_first_engagement(parts):
    tables = ("engagements", "demand", "targets", "eligibility")
    return {name: parts[name][parts[name]["engagement_id"] == 0] for name in tables}


def of_first_week(parts):
    return {name: parts[name][parts[name]["week"] == 0] for name in ("availability", "demand")}


def with_values(table, **values):
    return lambda parts: {table: parts[table].assign(**values)}


CHANGES = {
    "no capacity": with_values("availability", hours=0),
    "no demand": with_values("demand", planned_hours=0, maximum_hours=0),
    "demand below a block": with_values("demand", planned_hours=2, maximum_hours=3),
    "no engagement": without("engagements", "demand", "targets", "eligibility"),
    "one engagement": of_first_engagement,
    "one week": of_first_week,
    "nobody eligible": without("eligibility"),
    "no ratios": without("targets"),
    "roles that nobody has": with_values("targets", practice=7),
    "externals alone": with_values("consultants", is_external=True),
    "nothing due": with_values("engagements", pv_at_horizon=0),
    "everything overspent": with_values("engagements", bac=1000, ac=5000),
    "one practice": lambda parts: {
        "consultants": parts["consultants"].assign(practice=0), "targets": parts["targets"].assign(practice=0),
    },
}  # fmt: skip
PLANNED = {"one engagement", "one week", "no ratios", "roles that nobody has", "externals alone", "nothing due"}


@pytest.mark.parametrize("name", CHANGES)
def test_an_odd_firm_has_a_plan_that_passes(tmp_path, name):
    larger_folder.write(tmp_path, people=30, engagements=5, weeks=3)
    parts = {path.stem: pd.read_csv(path) for path in tmp_path.glob("*.csv")}
    small_folder.write(tmp_path, CHANGES[name](parts))
    data = instance.read(tmp_path)
    plan = solve(data, 20, workers=1)
    assert plan.status.has_plan, plan.reason
    assert broken_rules(data, plan) == []
    assert plan.bound >= plan.objective
    assert plan.hours.any() or name not in PLANNED
