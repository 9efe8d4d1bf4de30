"""Why somebody is (not) paid from an initiative: rules by hand, prices against an independent linear program."""

import json
import random
from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
import typer
import xlsxwriter
from scipy.optimize import linprog
from typer.testing import CliRunner

from config.errors import UsageError
from optimizer.budget.commands import register
from optimizer.budget.data import BudgetData, Rules
from optimizer.budget.explanation import lookup
from optimizer.budget.explanation.answer import Answer, Verdict
from optimizer.budget.explanation.explain import Explainer, why

JANUARY, FEBRUARY = date(2025, 1, 1), date(2025, 2, 1)


@pytest.fixture
def asked(person: Callable, project: Callable) -> Callable[..., Answer]:
    """Ann costs 1,000 a month, Bob 2,000, both know Java; one project wants one man-month in January."""

    def ask(
        who: str,
        *,
        ann: dict | None = None,
        bob: dict | None = None,
        alpha: dict | None = None,
        share=None,
        month=None,
        **rules,
    ):
        people = (
            person("ann", 1000, **{"technical": "java", **(ann or {})}),
            person("bob", 2000, **{"technical": "java", **(bob or {})}),
        )
        one = project("1", **{"budget": 9000, "effort": 1.0, "skills": "java", **(alpha or {})})
        data = BudgetData(people, (one,), rules=Rules(**rules))
        return why(data, data.employee[who], one, month, share)

    return ask


def test_forcing_a_dearer_person_costs_the_difference(asked) -> None:
    answer = asked("bob")
    assert answer.verdict == Verdict.POSSIBLE
    assert answer.share_ratio == pytest.approx(0.25)
    assert answer.cost_difference_amount == pytest.approx(0.25 * (2000 - 1000), abs=0.01)
    assert answer.man_months_difference == pytest.approx(0, abs=1e-5)
    by_name = {one.name: one.difference for one in answer.differences}
    assert by_name["shortfall of Project 1"] == pytest.approx(0, abs=1e-6)
    assert by_name["cost"] == pytest.approx(250, abs=0.01)
    assert {(c.employee_id, round(c.after_man_months - c.before_man_months, 3)) for c in answer.changes} == {
        ("ann", -0.25),
        ("bob", 0.25),
    }
    assert "the cost is 250.00 USD worse (250.00 USD dearer)" in answer.sentences[0]


def test_a_share_can_be_asked_for_and_steps_or_blocks_are_the_usual_one(asked) -> None:
    assert asked("bob", share=0.5).cost_difference_amount == pytest.approx(500, abs=0.01)


def test_what_is_planned_says_who_comes_next_and_what_it_would_cost_without(asked) -> None:
    answer = asked("ann")
    assert answer.verdict == Verdict.PLANNED
    assert answer.share_ratio == pytest.approx(1.0)
    assert answer.cost_difference_amount == pytest.approx(1000, abs=0.01)
    (bob,) = answer.candidates
    assert (bob.employee_id, bob.monthly_cost_amount, bob.free_man_months) == ("bob", 2000, pytest.approx(1.0))
    assert answer.sentences[0] == "Person ann is planned on Project 1 with 1.00 man-months."


def test_a_share_of_one_month_is_not_taken_for_the_man_months_of_all(person, project) -> None:
    """Ann gives Alpha half of each month, which is the most; without January Bob does that half, who is dearer."""
    january, february = JANUARY, date(2025, 2, 1)
    alpha = project("1", 9000, 1.0, months=(january, february), maximum_share_ratio=0.5)
    data = BudgetData((person("ann", 1000), person("bob", 2000)), (alpha,))
    explainer = Explainer(data, {("ann", "1", month): 0.5 for month in (january, february)})
    answer = explainer.why(data.employee["ann"], alpha, january)
    assert answer.sentences[0] == "Person ann is planned on Project 1 in 2025-01 with 0.50 of the month."
    start = "What changes, in man-months over all months: "
    (changes,) = (one for one in answer.sentences if one.startswith(start))
    assert set(changes.removeprefix(start).removesuffix(".").split("; ")) == {
        "Person ann on Project 1 1.00 to 0.50",
        "Person bob on Project 1 0.00 to 0.50",
    }


def test_without_the_only_one_the_effort_is_missing(asked) -> None:
    answer = asked("ann", bob={"technical": "sql"})
    assert answer.shortfall_difference_man_months == pytest.approx(1.0, abs=1e-5)
    assert answer.cost_difference_amount == pytest.approx(-1000, abs=0.01)
    assert "the shortfall of Project 1 is 1.00 man-months worse" in answer.sentences[1]
    assert "Nobody else may work on it." in answer.sentences


@pytest.mark.parametrize(
    ("settings", "rule", "words"),
    [
        ({"bob": {"technical": "sql"}}, "A7", "Project 1 requires java; Person bob has sql (BUDGET A7)."),
        (
            {"alpha": {"team": "IT"}, "ann": {"team": "IT"}},
            "A8",
            "Project 1 takes people of IT; Person bob is in no team",
        ),
        ({"bob": {"available_ratio": {JANUARY: 0.0}}}, "A1", "Person bob is available for 0.00 of a month"),
        ({"alpha": {"effort": 0.0}}, "A5", "Project 1 asks for 0.00 man-months in all"),
        ({"source_cap_amount": {"Internal": 0.0}}, "A3", "The source Internal pays at most 0.00 USD"),
        ({"driver_cap_amount": {("Internal", "Product"): 0.0}}, "A4", "The driver Product pays at most 0.00 USD"),
    ],
)
def test_the_rule_that_forbids_is_named(asked, settings: dict, rule: str, words: str) -> None:
    answer = asked("bob", **settings)
    assert answer.verdict == Verdict.FORBIDDEN
    assert answer.reasons[0].rule == rule
    assert words in answer.reasons[0].sentence
    assert answer.sentences[0] == "Person bob cannot be paid from Project 1."


@pytest.mark.parametrize(
    ("settings", "rule", "most"),
    [
        ({"alpha": {"budget": 300}}, "A2", 0.15),
        ({"alpha": {"maximum_share_ratio": 0.1, "effort": 0.1}}, "A6", 0.1),
        ({"bob": {"available_ratio": {JANUARY: 0.2}}}, "A1", 0.2),
    ],
)
def test_a_rule_that_leaves_less_than_was_asked_for_says_how_much(
    asked, settings: dict, rule: str, most: float
) -> None:
    answer = asked("bob", **settings)
    assert answer.verdict == Verdict.POSSIBLE
    assert answer.share_ratio == pytest.approx(most, abs=1e-6)
    assert (rule, most) in [(one.rule, round(one.most_ratio, 6)) for one in answer.reasons]


def test_one_month_is_one_month(person, project) -> None:
    both = (JANUARY, FEBRUARY)
    data = BudgetData((person("ann", 1000), person("bob", 2000)), (project("1", 90_000, 1.0, months=both),))
    answer = why(data, data.employee["bob"], data.initiatives[0], FEBRUARY)
    assert answer.cost_difference_amount == pytest.approx(250, abs=0.01)
    assert " in 2025-02" in answer.sentences[0]


def test_many_questions_leave_the_portfolio_as_it_was(person, project) -> None:
    people = tuple(person(f"e{n}", 1000 + 100 * n, "java") for n in range(4))
    data = BudgetData(people, (project("1", 9000, 1.5, "java"), project("2", 9000, 1.5, "java")))
    explainer = Explainer(data)
    first = [explainer.why(e, i) for e in data.employees for i in data.initiatives]
    again = [explainer.why(e, i) for e in data.employees for i in data.initiatives]
    assert [a.cost_difference_amount for a in first] == pytest.approx(
        [a.cost_difference_amount for a in again], abs=1e-6
    )


@pytest.mark.parametrize("seed", range(5))
def test_the_price_is_that_of_an_independent_linear_program(person, project, seed: int) -> None:
    """Budgets are ample and effort can be met, so that cost alone decides: one small linear program by scipy."""
    chance = random.Random(seed)
    people = tuple(person(f"e{n}", chance.randint(10, 90) * 100.0) for n in range(5))
    efforts = [chance.uniform(0.2, 1.2) for _ in range(3)]
    projects = tuple(project(f"i{n}", 1e6, effort, maximum_share_ratio=0.7) for n, effort in enumerate(efforts))
    data = BudgetData(people, projects)
    explainer = Explainer(data)
    costs = np.array([[p.monthly_cost_amount] * 3 for p in people]).ravel()
    capacity = np.kron(np.eye(5), np.ones((1, 3)))
    effort = np.kron(np.ones((1, 5)), np.eye(3))

    def least(bounds: list[tuple[float, float]]) -> float:
        found = linprog(costs, A_ub=capacity, b_ub=np.ones(5), A_eq=effort, b_eq=efforts, bounds=bounds)
        return float(found.fun)

    usual = [(0.0, 0.7)] * 15
    for e in range(5):
        for i in range(3):
            answer = explainer.why(people[e], projects[i])
            share = min(0.25, efforts[i])
            bound = (0.0, 0.0) if answer.verdict == Verdict.PLANNED else (share, 0.7)
            bounds = [bound if place == 3 * e + i else one for place, one in enumerate(usual)]
            assert answer.cost_difference_amount == pytest.approx(least(bounds) - least(usual), abs=0.02)


def test_names_are_looked_up_and_what_is_not_there_is_said(person, project) -> None:
    data = BudgetData((person("a", 1000), person("b", 2000)), (project("1", 9000, 1.0), project("2", 9000, 1.0)))
    assert lookup.employee_of(data, "a").employee_id == "a"
    assert lookup.employee_of(data, "person B").employee_id == "b"
    for text, words in (("Persn a", "did you mean Person a"), ("zzz", "there are a, b")):
        with pytest.raises(UsageError, match=f"--employee {text}: there is no such employee; {words}"):
            lookup.employee_of(data, text)
    for text, words in (("2025-07", "Project 1 runs from 2025-01 to 2025-01"), ("July", "'July' is no month")):
        with pytest.raises(UsageError, match=words):
            lookup.month_of(data.initiatives[0], text)


def test_the_command_answers_in_words_and_as_json(tmp_path) -> None:
    path = tmp_path / "portfolio.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        header = ["project_id", "project_name", "alloc_budget", "effort_estimate_man_months", "start_date", "end_date"]
        for name, rows in (
            ("Projects", [header, ["1", "Alpha", 3000, 1, "2025-01", "2025-01"]]),
            ("Resources", [["brid", "employee_name", "cost_per_year"], ["a", "Ann", 12000], ["b", "Bob", 36000]]),
        ):
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    app = typer.Typer()
    register(app)
    words = CliRunner().invoke(app, ["budget", "why", str(path), "--employee", "Bob", "--initiative", "Alpha"])
    assert words.exit_code == 0, words.output
    assert (
        "Bob may work on Alpha, and is not planned: with 0.25 man-months forced, the cost is 500.00 USD worse"
        in words.stdout
    )
    options = ["--employee", "a", "--initiative", "1", "--month", "2025-01", "--json"]
    answer = json.loads(CliRunner().invoke(app, ["budget", "why", str(path), *options]).stdout)
    assert (answer["verdict"], answer["month"], answer["currency"]) == ("planned", "2025-01", "USD")
    assert answer["cost_difference_amount"] == pytest.approx(2000, abs=0.01)


def test_the_plan_that_is_asked_about_is_the_one_explained(person, project) -> None:
    """Two people cost the same: either may be planned, and the answer is about the plan that was made."""
    data = BudgetData((person("ann", 1000), person("bob", 1000)), (project("1", 9000, 1.0),))
    for who, other in (("ann", "bob"), ("bob", "ann")):
        explainer = Explainer(data, {(who, "1", JANUARY): 1.0})
        planned = explainer.why(data.employee[who], data.initiatives[0])
        assert planned.verdict == Verdict.PLANNED
        assert {c.employee_id: round(c.after_man_months, 4) for c in planned.changes} == {who: 0.0, other: 1.0}
        free = explainer.why(data.employee[other], data.initiatives[0])
        assert free.verdict == Verdict.POSSIBLE
        assert "several best plans" in free.sentences[0]


def test_rules_of_whole_numbers_make_the_price_an_estimate(asked) -> None:
    answer = asked("bob", share_step_ratio=0.5)
    assert answer.is_estimate
    assert answer.share_ratio == pytest.approx(0.5)
    assert answer.cost_difference_amount == pytest.approx(500, abs=0.01)
    assert "The price is an estimate" in answer.sentences[-1]


def test_an_initiative_that_waits_for_another_cannot_start_with_it(person, project) -> None:
    first, second = project("1", 9000, 1.0), project("2", 9000, 1.0, predecessor_id="1")
    data = BudgetData((person("ann", 1000),), (first, second))
    answer = why(data, data.employee["ann"], second)
    assert answer.verdict == Verdict.FORBIDDEN
    assert answer.reasons[0].rule == "A11"


def test_the_peers_plan_is_not_explained() -> None:
    with pytest.raises(UsageError, match="plans for least_cost"):
        lookup.objective_of("peer")


def test_value_is_shown_as_people_read_it_and_less_of_it_is_worse(person, project) -> None:
    """Ann fits the preferred skill and Bob does not: with Bob forced, less value is delivered."""
    skills = '{"technical": ["java"]}'
    data = BudgetData((person("ann", 1000, "java"), person("bob", 1000, "sql")), (project("1", 9000, 1.0, skills),))
    answer = Explainer(data, objective="value").why(data.employee["bob"], data.initiatives[0])
    value = next(one for one in answer.differences if one.name.startswith("value"))
    assert value.before > value.after > 0
    assert value.difference == pytest.approx(value.before - value.after)
    assert answer.sentences[0].startswith("Person bob may work on Project 1, and is not planned: with 0.25")
    assert "the value delivered is" in answer.sentences[0]
