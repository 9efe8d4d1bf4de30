"""Solve a saved scenario: asked for by the app or the command line, done outside of any request, its progress kept."""

from collections.abc import Callable
from dataclasses import replace

from config.errors import DatabaseError, PropError
from config.settings import Settings
from etl.ledger import now_utc
from optimizer.staffing.scenarios.comparison import Comparison
from optimizer.staffing.scenarios.solve import Listener, solve_scenario
from pipeline.scenarios.planner import Planner
from pipeline.scenarios.problem import problem
from pipeline.scenarios.results import write_results
from pipeline.scenarios.state import State
from pipeline.scenarios.store import Scenario, scenarios, show
from sql.database import Database

SOLVE_LOCK = "scenario"
LOCK_SECONDS = 2.0
LONGEST_WORDS = 1000


class StoppedError(PropError):
    """The process that solves it is asked to end."""


def ask(database: Database, planner: Planner, scenario_id: int, *, time_limit_seconds: float | None = None) -> Scenario:
    """Ask the scheduler to solve a scenario; one that is asked for or at work already is left alone."""
    scenario = show(database, scenario_id)
    before = scenario.state
    if not before.is_under_way:
        limit = before.time_limit_seconds if time_limit_seconds is None else time_limit_seconds
        asked = before.at(now_utc(), "asked", asked_by=planner.name, words="", time_limit_seconds=limit)
        _replace(database, scenario, asked)
    return show(database, scenario_id)


def answer(database: Database, settings: Settings, *, should_stop: Callable[[], bool] = lambda: False) -> list[int]:
    """Solve every scenario that was asked for, one after the other; their numbers.

    Parameters
    ----------
    should_stop
        Asked before each plan; a scenario that is stopped says so and can be solved again.

    Raises
    ------
    LockHeldError
        Another process is at it.
    """
    if not any(one.state.is_under_way for one in scenarios(database)):
        return []
    with database.lock(SOLVE_LOCK):
        _close_interrupted(database)
        asked = [one for one in scenarios(database) if one.state.status == "asked"]
        return [
            one.scenario_id for one in asked if not should_stop() and _answered(database, settings, one, should_stop)
        ]


def solve_now(
    database: Database,
    settings: Settings,
    planner: Planner,
    scenario_id: int,
    listener: Listener,
    *,
    time_limit_seconds: float | None = None,
) -> Comparison:
    """Solve one scenario in this process, and keep what came out.

    Raises
    ------
    ModelError
        A change makes no sense for the weeks that are planned, or a plan was not found; what was kept before stays.
    UsageError
        There is no such scenario, or no timesheets were loaded.
    """
    with database.lock(SOLVE_LOCK, wait_seconds=LOCK_SECONDS):
        _close_interrupted(database)
        scenario = show(database, scenario_id)
        limit = scenario.state.time_limit_seconds if time_limit_seconds is None else time_limit_seconds
        asked = scenario.state.at(now_utc(), "asked", asked_by=planner.name, words="", time_limit_seconds=limit)
        return _solved(database, settings, _replace(database, scenario, asked), listener)


def _answered(database: Database, settings: Settings, scenario: Scenario, should_stop: Callable[[], bool]) -> bool:
    def look_up(_words: str, number: int, count: int) -> None:
        if should_stop():
            raise StoppedError(
                f"It was stopped before plan {number} of {count}, because its process is asked to end. Nothing was "
                "kept of it. Solve it again."
            )

    try:
        _solved(database, settings, scenario, look_up)
    except PropError:
        return False  # the scenario says why
    return True


def _solved(database: Database, settings: Settings, scenario: Scenario, listener: Listener) -> Comparison:
    """Solve and keep; every plan that begins is noted, and so is the reason of a failure."""
    progress = _Progress(database, scenario, listener)
    try:
        progress.to(scenario.state.at(now_utc(), "solving", words="reading the firm"))
        limit = scenario.state.time_limit_seconds
        found = problem(database, settings, scenario.changes, limit, scenario_id=scenario.scenario_id)
        comparison, _ = solve_scenario(replace(found.order, on_plan=progress.plan))
        with database.transaction() as transaction:
            write_results(transaction, scenario.scenario_id, comparison, as_of=found.as_of, now=now_utc())
    except BaseException as error:
        reason = str(error) if isinstance(error, PropError) else "It was stopped, or an unexpected error ended it."
        progress.to(scenario.state.at(now_utc(), "failed", words=reason[:LONGEST_WORDS]))
        raise
    progress.to(scenario.state.at(now_utc(), "done", words=""))
    return comparison


class _Progress:
    """Writes how far the scenario is."""

    def __init__(self, database: Database, scenario: Scenario, listener: Listener) -> None:
        self._database, self._scenario, self._listener = database, scenario, listener

    def to(self, state: State) -> None:
        self._scenario = _replace(self._database, self._scenario, state)

    def plan(self, words: str, number: int, count: int) -> None:
        self._listener(words, number, count)
        self.to(self._scenario.state.at(now_utc(), "solving", words=words, number=number, count=count))


def _replace(database: Database, scenario: Scenario, state: State) -> Scenario:
    """The scenario in another state, unless somebody else changed it meanwhile."""
    after = state.as_json()
    changed = database.unit_of_work(
        lambda transaction: transaction.execute(
            "UPDATE app.scenario SET settings_json = :after, changed_at_utc = :now "
            "WHERE scenario_id = :scenario_id AND settings_json = :before",
            after=after,
            before=scenario.settings_json,
            now=now_utc(),
            scenario_id=scenario.scenario_id,
        )
    )
    if changed != 1:
        raise DatabaseError(
            f"{scenario.title} was changed by somebody else meanwhile. Nothing was changed. Look again."
        )
    return replace(scenario, state=state, settings_json=after)


def _close_interrupted(database: Database) -> None:
    """Note which scenarios a process left half solved that is gone; the caller holds the lock."""
    for one in scenarios(database):
        if one.state.status == "solving":
            words = "Its process ended before it was solved. Solve it again."
            _replace(database, one, one.state.at(now_utc(), "failed", words=words))
