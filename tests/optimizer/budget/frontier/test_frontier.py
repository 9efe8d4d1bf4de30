"""Frontiers: every point against an independent linear program, none beaten by another, and cancelled in good order."""

import itertools
import json
import random
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import typer
import xlsxwriter
from scipy.optimize import linprog
from typer.testing import CliRunner

from config.errors import UsageError
from optimizer.budget.check import broken_rules
from optimizer.budget.commands import register
from optimizer.budget.data import BudgetData, Rules
from optimizer.budget.frontier.frontier import frontier
from optimizer.budget.frontier.point import Against
from optimizer.budget.solution import Allocation, BudgetPlan, outcomes
from optimizer.solver import Status

MONTHS = (date(2025, 1, 1), date(2025, 2, 1))


def _portfolio(person, project, seed: int) -> BudgetData:
    """Five people, two of them alike, four projects over two months: too much is asked for, budgets are tight."""
    chance = random.Random(seed)
    costs = [chance.randint(10, 60) * 100.0 for _ in range(4)]
    people = tuple(person(f"e{n}", cost, chance.choice(("java", "sql", "java, sql"))) for n, cost in enumerate(costs))
    people += (person("twin", costs[0], ", ".join(people[0].skills.technical)),)
    projects = tuple(
        project(
            f"i{n}",
            chance.choice((0, 4000, 9000)),
            chance.uniform(1, 4),
            chance.choice(("java", "sql", "")),
            months=MONTHS,
            maximum_share_ratio=chance.choice((0.6, 1.0)),
        )
        for n in range(4)
    )
    last = {
        (e.employee_id, i.initiative_id, m): 0.25
        for e in people[:4]
        for i in projects[:2]
        for m in MONTHS
        if i.requirement.is_met(e.skills)
    }
    return BudgetData(people, projects, rules=Rules(has_carry_over=bool(seed % 2)), last_plan=last)


class Oracle:
    """The same question as a plain matrix for scipy: shares, then shortfalls, then moves."""

    def __init__(self, data: BudgetData) -> None:
        self.data = data
        self.keys = [
            (e, i, m)
            for e in data.employees
            for i in data.initiatives
            for m in i.months
            if i.requirement.is_met(e.skills)
        ]
        n, s = len(self.keys), len(data.initiatives)
        self.n, self.width = n, 2 * n + s
        self.cost = np.zeros(self.width)
        self.cost[:n] = [e.monthly_cost_amount for e, _, _ in self.keys]
        self.short = np.zeros(self.width)
        self.short[n : n + s] = 1
        self.move = np.zeros(self.width)
        self.move[n + s :] = 1
        self.rows: list[np.ndarray] = []
        self.most: list[float] = []
        for e in data.employees:
            for m in MONTHS:
                self._row(lambda k, e=e, m=m: float(k[0] is e and k[2] == m), 1.0)
        for i in data.initiatives:
            if i.budget_amount:
                for number, m in enumerate(MONTHS, 1):
                    upto = MONTHS[:number] if data.rules.has_carry_over else (m,)
                    self._row(
                        lambda k, i=i, upto=upto: k[0].monthly_cost_amount * (k[1] is i and k[2] in upto),
                        len(upto) * i.budget_amount / 2,
                    )
        self.equal = np.zeros((s, self.width))
        for at, i in enumerate(data.initiatives):
            self.equal[at, :n] = [float(k[1] is i) for k in self.keys]
            self.equal[at, n + at] = 1
        for at, (e, i, m) in enumerate(self.keys):
            last = data.last_plan.get((e.employee_id, i.initiative_id, m), 0.0)
            for sign in (1.0, -1.0):
                row = np.zeros(self.width)
                row[at], row[n + s + at] = sign, -1
                self.rows.append(row)
                self.most.append(sign * last)

    def _row(self, factor, most: float) -> None:
        self.rows.append(np.array([factor(k) for k in self.keys] + [0.0] * (self.width - self.n)))
        self.most.append(most)

    def least(self, goal: np.ndarray, *limits: tuple[np.ndarray, float]) -> float:
        rows, most = [*self.rows, *(row for row, _ in limits)], [*self.most, *(value for _, value in limits)]
        bounds = [(0, k[1].maximum_share_ratio) for k in self.keys] + [(0, None)] * (self.width - self.n)
        targets = [i.effort_man_months for i in self.data.initiatives]
        return float(linprog(goal, A_ub=np.array(rows), b_ub=most, A_eq=self.equal, b_eq=targets, bounds=bounds).fun)


@pytest.mark.parametrize("seed", range(6))
def test_no_plan_is_cheaper_at_any_shortfall(person, project, seed: int) -> None:
    data = _portfolio(person, project, seed)
    oracle = Oracle(data)
    found = frontier(data, points=7)
    least = oracle.least(oracle.short)
    assert found.is_complete
    assert found.points[-1].shortfall_man_months == pytest.approx(least, abs=1e-5)
    assert len(found.points) == 7
    for one in found.points:
        assert one.cost_amount == pytest.approx(oracle.least(oracle.cost, (oracle.short, one.limit)), abs=0.02)
        assert one.shortfall_man_months <= one.limit + 1e-6
        assert _broken(data, one.shares) == []


@pytest.mark.parametrize("seed", range(6))
def test_no_plan_is_cheaper_at_as_many_moves_and_the_least_shortfall(person, project, seed: int) -> None:
    data = _portfolio(person, project, seed)
    oracle = Oracle(data)
    found = frontier(data, points=5, against=Against.MOVES)
    short = oracle.least(oracle.short) + 1e-6
    assert found.points
    for one in found.points:
        least = oracle.least(oracle.cost, (oracle.short, short), (oracle.move, one.limit + 1e-6))
        assert one.cost_amount == pytest.approx(least, abs=0.1)
        assert one.moved_man_months == pytest.approx(one.limit, abs=1e-4)
        assert one.shortfall_man_months <= short + 1e-6
        assert _broken(data, one.shares) == []


@pytest.mark.parametrize("seed", range(3))
def test_three_goals_at_once(person, project, seed: int) -> None:
    data = _portfolio(person, project, seed)
    oracle = Oracle(data)
    found = frontier(data, points=9, against=Against.BOTH)
    assert len(found.points) >= 5
    for one in found.points:
        limits = ((oracle.short, one.shortfall_man_months + 1e-6), (oracle.move, (one.moved_man_months or 0.0) + 1e-6))
        assert one.cost_amount == pytest.approx(oracle.least(oracle.cost, *limits), abs=0.1)
        others = [p for p in found.points if p is not one]
        assert not any(
            p.cost_amount <= one.cost_amount
            and p.shortfall_man_months <= one.shortfall_man_months
            and (p.moved_man_months or 0) <= (one.moved_man_months or 0)
            for p in others
        )


@pytest.mark.parametrize("against", [Against.SHORTFALL, Against.MOVES])
def test_points_are_in_order_and_none_beats_another(person, project, against: Against) -> None:
    found = frontier(_portfolio(person, project, 3), points=9, against=against)
    goal = [one.shortfall_man_months if against == Against.SHORTFALL else one.moved_man_months for one in found.points]
    cost = [one.cost_amount for one in found.points]
    assert [one.point_number for one in found.points] == list(range(1, len(found.points) + 1))
    assert cost == sorted(cost)
    assert goal == sorted(goal, reverse=True)
    assert len(set(np.round(goal, 6))) == len(goal)
    steps = [(c2 - c1) / (g1 - g2) for c1, c2, g1, g2 in zip(cost, cost[1:], goal, goal[1:], strict=False)]
    assert all(later >= sooner - 1e-3 * abs(sooner) for sooner, later in itertools.pairwise(steps))  # ever dearer


def test_the_price_of_a_point_is_what_one_less_would_cost(person, project) -> None:
    data = BudgetData((person("a", 1000), person("b", 2000)), (project("1", 90_000, 2.0),))
    found = frontier(data, points=4)
    assert [(round(p.cost_amount), round(p.shortfall_man_months, 4)) for p in found.points] == [
        (500, 1.5),
        (1000, 1.0),
        (2000, 0.5),
        (3000, 0.0),
    ]
    assert [round(p.price_amount) for p in found.points][::2] == [1000, 2000]
    assert found.points[0].sentence.startswith("500.00 USD deliver 0.50 man-months, 1.50 short")


def test_it_can_be_cancelled_and_says_what_was_found(person, project) -> None:
    def stop(done: int, count: int) -> None:
        assert count == 8
        if done == 3:
            raise KeyboardInterrupt

    found = frontier(_portfolio(person, project, 1), points=8, progress=stop)
    assert not found.is_complete
    assert len(found.points) == 3
    assert found.notes[0].startswith("Ctrl-C stopped it before all points were found")


def test_what_has_no_frontier_is_said(person, project) -> None:
    open_ended = BudgetData((person("a", 1000),), (project("1", 9000, None),))
    with pytest.raises(UsageError, match="no initiative has an effort target"):
        frontier(open_ended)
    with pytest.raises(UsageError, match="there is no last plan"):
        frontier(BudgetData((person("a", 1000),), (project("1", 9000, 1.0),)), against=Against.MOVES)


def test_rules_of_whole_numbers_make_points_bounds(person, project) -> None:
    data = BudgetData((person("a", 1000),), (project("1", 9000, 0.9),), rules=Rules(share_step_ratio=0.25))
    found = frontier(data, points=2)
    assert all(point.is_bound for point in found.points)
    assert "no plan that keeps them is better" in found.notes[0]


def _broken(data: BudgetData, shares: dict) -> list[str]:
    allocations = tuple(
        Allocation(*key, ratio, ratio * data.employee[key[0]].monthly_cost_amount) for key, ratio in shares.items()
    )
    return broken_rules(data, BudgetPlan("least_cost", 0.0, Status.OPTIMAL, allocations, outcomes(data, allocations)))


def test_the_command_prints_a_table_and_json(tmp_path: Path) -> None:
    path = tmp_path / "portfolio.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        header = ["project_id", "project_name", "alloc_budget", "effort_estimate_man_months", "start_date", "end_date"]
        for name, rows in (
            ("Projects", [header, ["1", "Alpha", 9000, 2, "2025-01", "2025-01"]]),
            ("Resources", [["brid", "employee_name", "cost_per_year"], ["a", "Ann", 12000], ["b", "Bob", 36000]]),
        ):
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    app = typer.Typer()
    register(app)
    done = CliRunner().invoke(app, ["budget", "frontier", str(path), "--points", "2", "--json"])
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert [round(p["cost_amount"]) for p in answer["points"]] == [1000, 4000]
    assert {p["status"] for p in answer["points"]} == {"Optimal"}
    assert "Cost against shortfall" in CliRunner().invoke(app, ["budget", "frontier", str(path)]).stdout
    plan = tmp_path / "plan.xlsx"
    assert CliRunner().invoke(app, ["budget", "solve", str(path), "--out", str(plan)]).exit_code == 0
    options = ["--against", "moves", "--last-plan", str(plan), "--json"]
    moves = json.loads(CliRunner().invoke(app, ["budget", "frontier", str(path), *options]).stdout)
    assert [round(p["moved_man_months"], 4) for p in moves["points"]] == [0]
    for wrong in (["--against", "luck"], ["--against", "moves"]):
        assert isinstance(CliRunner().invoke(app, ["budget", "frontier", str(path), *wrong]).exception, UsageError)
