"""Scenarios for planners who see the whole firm: what is saved, what came out, and what to choose from."""

from dataclasses import dataclass, fields
from datetime import date, timedelta

from werkzeug.exceptions import Forbidden

from dashboard.auth.reader import PLANNERS, Reader
from dashboard.queries.cache import plain
from dashboard.queries.scope import firm_rows, public_rows, scoped_rows
from optimizer.staffing.changes.apply import DATABASE_PREFIX
from optimizer.staffing.changes.kinds import Changes
from optimizer.staffing.parameters import Parameters
from pipeline.scenarios import application, solving, store
from pipeline.scenarios.assumptions import Prospect, prospects
from pipeline.scenarios.planner import Planner
from pipeline.scenarios.results import Results, read_results
from pipeline.scenarios.store import Scenario

Choices = list[tuple[str, str]]
MOST_WEEKS_AHEAD = 26


def planner(reader: Reader) -> Planner:
    """The reader as a planner.

    Raises
    ------
    werkzeug.exceptions.Forbidden
        The role or the scope does not allow it.
    """
    if reader.role not in PLANNERS or not reader.has_all_scope:
        raise Forbidden("Scenarios are for planners of the whole firm.")
    return Planner(reader.user_name, reader.role, has_all_scope=reader.has_all_scope)


def scenarios(reader: Reader) -> list[Scenario]:
    """Every saved scenario; never from the cache."""
    planner(reader)
    return store.scenarios(reader.database)


def results(reader: Reader, scenario_id: int) -> Results:
    """What a scenario came to when it was solved last."""
    planner(reader)
    return read_results(reader.database, scenario_id)


def save(reader: Reader, name: str, changes: Changes, *, description: str, time_limit_seconds: float) -> Scenario:
    """Keep changes under a name."""
    return store.save(
        reader.database,
        planner(reader),
        name,
        changes,
        description=description,
        time_limit_seconds=time_limit_seconds,
    )


def act(reader: Reader, action: str, scenario_id: int) -> Scenario:
    """Solve (the scheduler does), apply, revoke or delete a scenario."""
    actions = {
        "solve": solving.ask,
        "apply": application.apply_scenario,
        "revoke": application.revoke_scenario,
        "delete": store.delete,
    }
    done: Scenario = actions[action](reader.database, planner(reader), scenario_id)
    return done


@dataclass(frozen=True)
class Material:
    """What changes can be made of: values and words; ``names`` are those of engagements and people by id."""

    engagements: Choices
    pipeline: list[Prospect]
    people: Choices
    roles: Choices
    parameters: Choices
    weeks: Choices

    @property
    def names(self) -> dict[str, str]:
        """Id -> name."""
        return dict([*self.engagements, *self.people, *((one.source_id, one.name) for one in self.pipeline)])


def material(reader: Reader) -> Material:
    """Active and possible work, people, roles, parameters and the weeks ahead."""
    planner(reader)
    return Material(_engagements(reader), prospects(reader.database), _people(reader), *_rest(reader))


def _engagements(reader: Reader) -> Choices:
    rows = scoped_rows(
        reader,
        """
        SELECT e.engagement_source_id AS code, e.engagement_name AS words
        FROM core.engagements AS e
        WHERE e.is_deleted = 0 AND e.engagement_status = 'active' AND e.engagement_id IN ({visible_engagements})
        ORDER BY e.engagement_name, e.engagement_source_id;
        """,
    )
    return [(row["code"], row["words"]) for row in rows]


def _people(reader: Reader) -> Choices:
    rows = scoped_rows(
        reader,
        """
        SELECT m.employee_source_id AS code, m.employee_name AS words
        FROM core.employees AS m
        WHERE m.is_deleted = 0 AND m.termination_date IS NULL AND m.employee_id IN ({visible_employees})
        ORDER BY m.employee_name, m.employee_source_id;
        """,
    )
    return [(row["code"], row["words"]) for row in rows]


def _rest(reader: Reader) -> tuple[Choices, Choices, Choices]:
    return _roles(reader), _parameters(reader), _weeks(reader)


def _roles(reader: Reader) -> Choices:
    """Practice and level that somebody has."""
    rows = firm_rows(
        reader,
        """
        SELECT DISTINCT p.practice_name, l.staff_level_name, l.seniority_rank
        FROM core.employees AS m
        INNER JOIN core.practices AS p ON p.practice_id = m.practice_id
        INNER JOIN core.staff_levels AS l ON l.staff_level_id = m.staff_level_id
        WHERE m.is_deleted = 0
        ORDER BY p.practice_name, l.seniority_rank;
        """,
    )
    found = [f"{row['practice_name']} / {row['staff_level_name']}" for row in rows]
    return [(name, name) for name in found]


def _parameters(reader: Reader) -> Choices:
    known = {DATABASE_PREFIX + field.name for field in fields(Parameters)}
    rows = public_rows(
        reader,
        "SELECT p.parameter_code, p.parameter_value, p.unit FROM ops.parameter_current AS p ORDER BY p.parameter_code;",
    )
    return [
        (code, f"{code.removeprefix(DATABASE_PREFIX).replace('_', ' ')}, now {row['parameter_value']} {row['unit']}")
        for row in plain(rows)
        if (code := row["parameter_code"]) in known
    ]


def _weeks(reader: Reader) -> Choices:
    """The Mondays after the reporting date."""
    day: date | None = public_rows(reader, "SELECT r.as_of_date FROM ops.reporting_date AS r;")[0]["as_of_date"]
    if day is None:
        return []
    first = day - timedelta(days=day.weekday())
    mondays = [first + timedelta(weeks=number) for number in range(1, MOST_WEEKS_AHEAD + 1)]
    return [(monday.isoformat(), monday.isoformat()) for monday in mondays]
