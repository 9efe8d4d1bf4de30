"""From timesheets and an assumptions file to published scenarios, on an in-memory database."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from optimizer.planning.files.template import write_template
from optimizer.planning.firm.answers import Answers, answer
from optimizer.planning.firm.check import broken_rules
from optimizer.planning.firm.load import learned_rows, load
from optimizer.planning.firm.save import save, save_answers
from optimizer.planning.scenarios import scenario_years

AS_OF = date(2025, 3, 16)  # a Sunday: its week is over
NOW = datetime(2025, 3, 17, 12, 0)  # noqa: DTZ001  # stamps are UTC without zone
HASH = "0" * 64
CARRIED = {"source_system": "test", "row_sha256": HASH, "batch_id": 1}


def put(database, table, *rows):
    with database.transaction() as transaction:
        transaction.insert(table, tuple(rows[0]), [tuple(row.values()) for row in rows])


def hours(phase, week, worked, *, is_billable=True, employee=1):
    return {
        "phase_id": phase, "employee_id": employee, "work_week_start_date": week, "recognized_week_start_date": week,
        "is_billable": is_billable, "hours": Decimal(worked), "ac_amount": Decimal(100 * worked),
        "surcharge_amount": Decimal(0), "extracted_amount": Decimal(0), "first_work_date": week, "timesheet_count": 1,
        "batch_id": 1,
    }  # fmt: skip


@pytest.fixture
def database(empty_database):
    """One consultant of the North practice, 40 h a week and 36 able, on five projects of two weeks of 30 h each."""
    database = empty_database
    put(
        database,
        "ops.load_batch",
        {"batch_id": 1, "source_system": "t", "status": "published", "requested_by": "t", "started_at_utc": NOW},
    )
    put(
        database,
        "ops.run",
        {
            "run_id": 1, "run_kind": "planning", "iso_week": "2025-W11", "as_of_date": AS_OF, "batch_id": 1,
            "status": "published", "publication_key": "planning|1", "requested_by": "t", "started_at_utc": NOW,
        },
    )  # fmt: skip
    put(database, "core.practices", {"practice_id": 1, "practice_source_id": "N", "practice_name": "North", **CARRIED})
    put(
        database,
        "core.staff_levels",
        {
            "staff_level_id": 1, "staff_level_code": "CON", "staff_level_name": "Consultant", "seniority_rank": 1,
            "is_manager_or_above": False, "batch_id": 1,
        },
    )  # fmt: skip
    put(
        database,
        "core.employees",
        {
            "employee_id": 1, "employee_source_id": "E1", "employee_name": "Ann", "practice_id": 1,
            "staff_level_id": 1, "is_external": False, "currency": "CAD", **CARRIED,
        },
    )  # fmt: skip
    put(database, "core.clients", {"client_id": 1, "client_source_id": "C", "client_name": "Client", **CARRIED})
    put(
        database,
        "core.engagements",
        *(
            {
                "engagement_id": n, "engagement_source_id": f"G{n}", "engagement_name": f"G{n}", "client_id": 1,
                "engagement_status": "active", "currency": "CAD", **CARRIED,
            }
            for n in range(1, 6)
        ),
    )  # fmt: skip
    put(
        database,
        "core.phases",
        *(
            {
                "phase_id": n, "engagement_id": n, "phase_source_id": f"P{n}", "phase_name": f"P{n}",
                "currency": "CAD", **CARRIED,
            }
            for n in range(1, 6)
        ),
    )  # fmt: skip
    monday = date(2025, 3, 10)
    weeks = [monday - timedelta(weeks=back) for back in range(15, -1, -1)]
    put(database, "core.timesheet_week", *(hours(1 + n // 2, week, 30) for n, week in enumerate(weeks[:10])))
    put(
        database,
        "core.timesheet_week",
        hours(5, monday, 10, is_billable=False),
        hours(5, monday + timedelta(weeks=1), 30),
    )
    put(
        database,
        "core.capacity_week",
        *(
            {
                "employee_id": 1, "week_start_date": week, "contracted_hours": Decimal(40),
                "vacation_hours": Decimal(4), "holiday_hours": Decimal(0), "capacity_hours": Decimal(36), "batch_id": 1,
            }
            for week in weeks
        ),
    )  # fmt: skip
    return database


@pytest.fixture
def assumptions(database, tmp_path):
    """The template without what timesheets can say, and without roles of its own."""
    file = tmp_path / "planning.toml"
    write_template(file)
    kept, is_role = [], False
    for line in file.read_text().splitlines():
        is_role = line.startswith("[[roles") or (is_role and not line.startswith("["))
        if not is_role and not line.startswith(("project_", "team_people", "utilization_", "working_weeks")):
            kept.append(line)
    file.write_text("\n".join(kept))
    return load(database, AS_OF, file)


def test_hours_after_the_date_and_weeks_that_are_not_over_teach_nothing(database):
    worked, able = learned_rows(database, AS_OF)
    assert sum(float(row["hours"]) for row in worked) == 310
    assert len(able) == 16
    worked, able = learned_rows(database, AS_OF - timedelta(days=1))  # the Saturday
    assert sum(float(row["hours"]) for row in worked) == 300
    assert len(able) == 15


def test_what_the_file_leaves_out_is_learned(assumptions):
    """The first project begins with the data and is left out; four of 60 h in two weeks each are whole."""
    learned = {one.name: one.value for one in assumptions.of("base").values() if one.source == "learned"}
    assert learned["operations.project_weeks"] == 2
    assert learned["operations.project_amount"] == 6000
    assert learned["operations.team_people"] == pytest.approx(60 / (2 * 40))
    assert learned["operations.utilization_ratio"] == pytest.approx(300 / (16 * 36))
    assert [(role.practice, role.level, role.ratio) for role in assumptions.roles] == [("North", "Consultant", 1.0)]


def test_scenarios_and_answers_are_stored(database, assumptions):
    years = scenario_years(assumptions)
    found = answer(assumptions, 30)
    assert broken_rules(assumptions, years) == []
    assert found.missing == ()
    with database.transaction() as transaction:
        save(transaction, 1, assumptions, years, 0.5)
        save_answers(transaction, 1, found)
    revenue = database.rows(
        "SELECT r.scenario_name, r.measure_value FROM pred.planning_result AS r WHERE r.measure_code = "
        "'revenue_amount' ORDER BY r.measure_value"
    )
    assert [(row["scenario_name"], row["measure_value"]) for row in revenue] == [
        ("conservative", 12_000_000), ("base", 14_000_000), ("aggressive", 16_000_000),
    ]  # fmt: skip
    counts = {
        table: database.scalar(f"SELECT COUNT(*) FROM pred.{table}")
        for table in ("planning_scenario", "planning_driver", "planning_sensitivity", "simulation", "planning_demand")
    }
    assert counts["planning_scenario"] == 3
    assert counts["planning_driver"] == sum(len(assumptions.of(one.name)) for one in assumptions.scenarios)
    assert counts["planning_demand"] == 3 * 12
    assert counts["planning_sensitivity"] > 0
    chance = database.scalar(
        "SELECT s.target_probability_ratio FROM pred.simulation AS s WHERE s.model = 'planning' "
        "AND s.subject_name = 'base' AND s.measure_code = 'reached_revenue_ratio'"
    )
    assert 0 <= chance <= 1
    ends = database.scalar(
        "SELECT SUM(r.measure_value) FROM pred.planning_result AS r WHERE r.scenario_name = 'base' "
        "AND r.measure_code LIKE 'ends_with_%'"
    )
    assert float(ends) == pytest.approx(1, abs=1e-5)
    ids = database.rows("SELECT DISTINCT d.practice_id, d.staff_level_id FROM pred.planning_demand AS d")
    assert [tuple(row.values()) for row in ids] == [(1, 1)]


def test_scenarios_are_stored_without_answers(database, assumptions):
    assert answer(assumptions, 0) == Answers()
    with database.transaction() as transaction:
        save(transaction, 1, assumptions, scenario_years(assumptions), 0.0)
        save_answers(transaction, 1, Answers())
    assert database.scalar("SELECT s.solve_status FROM pred.solve AS s WHERE s.model = 'planning'") == "Feasible"


def test_a_figure_that_is_not_what_the_drivers_say_is_found(assumptions):
    years = scenario_years(assumptions)
    row = next(row for row in years[0].rows if row.measure == "revenue_amount")
    object.__setattr__(row, "value", row.value + 1)
    assert any("revenue_amount" in sentence for sentence in broken_rules(assumptions, years))
