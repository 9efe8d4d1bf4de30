"""Drivers and scenarios in a run: what the year's targets take in people and money; numbers are imported late."""

import time
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from config.errors import ExtractError, ModelError, UsageError
from config.settings import Settings
from pipeline.models.model import Model, NothingToPlanError, not_answered
from sql.engine import Reader, Transaction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.planning.assumptions import Assumptions
    from optimizer.planning.firm.answers import Answers
    from optimizer.planning.scenarios import ScenarioYear


@dataclass(frozen=True)
class Solved:
    """The scenarios' years, and what they answer."""

    years: "Sequence[ScenarioYear]"
    answers: "Answers"
    seconds: float


def _load(reader: Reader, as_of: date, settings: Settings) -> "Assumptions":
    from optimizer.planning.firm.load import load  # noqa: PLC0415

    if settings.planning_assumptions is None:
        raise NothingToPlanError(
            "No assumptions are named. Write a file with prop planning template and set PROP_PLANNING_ASSUMPTIONS."
        )
    return load(reader, as_of, settings.planning_assumptions)


def _solve(assumptions: "Assumptions", settings: Settings) -> Solved:
    from optimizer.planning.firm.answers import answer  # noqa: PLC0415
    from optimizer.planning.scenarios import scenario_years  # noqa: PLC0415

    began = time.monotonic()
    years = scenario_years(assumptions)
    return Solved(years, answer(assumptions, settings.planning_answers_seconds), time.monotonic() - began)


def _broken(assumptions: "Assumptions", solved: Solved) -> list[str]:
    from optimizer.planning.firm.check import broken_rules  # noqa: PLC0415

    return broken_rules(assumptions, solved.years)


def _save(transaction: Transaction, run_id: int, assumptions: "Assumptions", solved: Solved) -> None:
    from optimizer.planning.firm.save import save, save_answers  # noqa: PLC0415

    save(transaction, run_id, assumptions, solved.years, solved.seconds)
    save_answers(transaction, run_id, solved.answers)


def _describe(_assumptions: "Assumptions", solved: Solved) -> str:
    names = ", ".join(year.scenario for year in solved.years)
    return f"{len(solved.years)} scenarios: {names}{not_answered(solved.answers.missing)}"


def _load_or_skip(reader: Reader, as_of: date, settings: Settings) -> "Assumptions":
    """The same, where the other plans of the week do not wait for a file that cannot be used."""
    from optimizer.planning.scenarios import scenario_years  # noqa: PLC0415

    try:
        assumptions = _load(reader, as_of, settings)
        scenario_years(assumptions)
    except (ExtractError, ModelError, UsageError) as fault:
        raise NothingToPlanError(f"{fault} The other plans of the week are not concerned.") from fault
    return assumptions


PLANNING = Model("planning", _load, _solve, _broken, _save, _describe)
PLANNING_OF_THE_WEEK = replace(PLANNING, load=_load_or_skip)
