"""Parameters are changed by new rows, with a reason, within their range; figures that depend on them follow."""

from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest

from config.errors import UsageError
from etl.load import load
from optimizer.staffing.parameters import Parameters
from pipeline.cli import main
from pipeline.parameters.store import Change, history, in_force, one_in_force, set_parameter
from pipeline.reporting import move_reporting_date
from sql.retention.audit_trail import faults
from tests.etl.small_firm import write_firm

LATEST = date(2025, 1, 15)
HALF = Decimal("0.5")
OF_THE_EXTERNAL = """
SELECT SUM(w.extracted_amount) FROM core.timesheet_week AS w
INNER JOIN core.employees AS e ON e.employee_id = w.employee_id
WHERE e.is_external = 1
"""
KEPT = "SELECT SUM(h.extracted_amount) FROM kpi.phase_history_week AS h WHERE h.is_current = 1"


@pytest.fixture
def firm(database, tmp_path):
    """Two people; the external worked 8 + 8 - 8 + 6 hours at 100, the other one was worth 1,600 + 720 x 0.9."""
    load(database, [write_firm(tmp_path / "firm")], source="kpmg_case")
    return database


def changed(code="external_discount", value="0.5", effective_from=None, reason="as agreed"):
    return Change(code, value, effective_from, reason, "ada")


def test_a_new_value_begins_and_the_old_one_stays_in_the_history(firm):
    done = set_parameter(firm, changed())
    assert (done.row["effective_from"], done.is_in_force) == (LATEST, True)
    assert one_in_force(firm, "external_discount")["parameter_value"] == "0.5"
    told = [
        (row["parameter_value"], row["effective_from"], row["changed_by"], row["reason"])
        for row in history(firm, "external_discount")
    ]
    assert told == [
        ("0.5", LATEST, "ada", "0.1 -> 0.5 ratio: as agreed"),
        ("0.1", date(1900, 1, 1), "seed", None),
    ]


def test_a_change_is_an_event_of_the_unbroken_audit_trail(firm):
    set_parameter(firm, changed())
    set_parameter(firm, changed("staffing_spi_floor", "0.8"))
    events = firm.rows("SELECT e.actor, e.action, e.subject, e.detail FROM ops.audit_event AS e ORDER BY e.event_id")
    assert [tuple(event.values()) for event in events] == [
        ("ada", "parameter set", "external_discount from 2025-01-15", "0.1 -> 0.5 ratio: as agreed"),
        ("ada", "parameter set", "staffing_spi_floor from 2025-01-15", "0.85 -> 0.8 ratio: as agreed"),
    ]
    assert not faults(firm)


def test_what_timesheets_are_worth_follows_at_once(firm):
    assert firm.scalar(OF_THE_EXTERNAL) == Decimal(1400) * Decimal("0.9")
    assert set_parameter(firm, changed()).refreshed_rows > 0
    assert firm.scalar(OF_THE_EXTERNAL) == 1400 * HALF
    assert firm.scalar(KEPT) == 1600 + 720 * Decimal("0.9") + 1400 * HALF
    assert firm.scalar("SELECT COUNT(*) FROM stg.touched_week") == 0


def test_a_later_value_waits_for_the_reporting_date_and_is_left_again_with_it(firm):
    done = set_parameter(firm, changed(effective_from=date(2025, 2, 1)))
    assert (done.is_in_force, done.refreshed_rows) == (False, 0)
    assert firm.scalar(OF_THE_EXTERNAL) == Decimal(1260)
    move_reporting_date(firm, date(2025, 2, 3), "test")
    assert firm.scalar(OF_THE_EXTERNAL) == 700
    move_reporting_date(firm, date(2025, 1, 31), "test")
    assert firm.scalar(OF_THE_EXTERNAL) == 1260


def test_a_load_that_moves_the_reporting_date_past_a_change_values_old_weeks_anew(firm, tmp_path):
    set_parameter(firm, changed(effective_from=date(2025, 2, 1)))
    load(firm, [write_firm(tmp_path / "firm")], source="kpmg_case", as_of=date(2025, 2, 3))
    assert firm.scalar(OF_THE_EXTERNAL) == 700


def test_a_measure_that_depends_on_a_parameter_alone_follows(firm):
    earned = "SELECT SUM(h.ev_amount) FROM kpi.phase_history_week AS h WHERE h.is_current = 1"
    assert firm.scalar(earned) == (1600 + 720 + 1400) * Decimal("0.98")
    set_parameter(firm, changed("cpi_proxy", "0.5"))
    assert firm.scalar(earned) == (1600 + 720 + 1400) * HALF


def test_a_dry_run_changes_nothing(firm):
    done = set_parameter(firm, changed(), dry_run=True)
    assert (done.row["parameter_value"], done.before["parameter_value"], done.refreshed_rows) == ("0.5", "0.1", None)
    assert firm.scalar("SELECT COUNT(*) FROM ops.parameter AS p WHERE p.changed_by = 'ada'") == 0
    assert firm.scalar("SELECT COUNT(*) FROM ops.audit_event") == 0


def test_what_was_set_for_a_day_is_never_overwritten(firm):
    set_parameter(firm, changed())
    with pytest.raises(UsageError, match=r"set to 0\.5 from 2025-01-15 by ada already.*Nothing was changed"):
        set_parameter(firm, changed(value="0.3"))
    assert one_in_force(firm, "external_discount")["parameter_value"] == "0.5"


def test_a_value_can_be_set_before_anything_is_loaded(database):
    done = set_parameter(database, changed(effective_from=date(2025, 1, 1)))
    assert (done.is_in_force, done.refreshed_rows) == (True, 0)


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("external_discont", "0.5", "no parameter external_discont.*Did you mean external_discount"),
        ("xyz", "1", "no parameter xyz.*prop parameter list"),
        ("external_discount", "1.01", "in ratio it goes from 0 to 1"),
        ("external_discount", "-0.1", "in ratio it goes from 0 to 1"),
        ("external_discount", "much", "'much', not a number in ratio"),
        ("external_discount", "1,5", "not a number"),
        ("external_discount", "nan", "not a number"),
        ("onboarding_weeks", "2.5", "in weeks it is a whole number"),
        ("ac_includes_surcharge", "2", "from 0 to 1"),
        ("staffing_spi_price", "-1", "from 0 to 1000000"),
        ("staffing_risk_sign", "-2", "from -1 to 1"),
    ],
)
def test_a_value_that_the_parameter_cannot_take_is_refused(database, code, value, words):
    with pytest.raises(UsageError, match=f"(?s){words}.*"):
        set_parameter(database, changed(code, value))
    assert database.scalar("SELECT COUNT(*) FROM ops.parameter AS p WHERE p.changed_by = 'ada'") == 0


def test_a_change_says_why(database):
    with pytest.raises(UsageError, match="Say why"):
        set_parameter(database, changed(reason="  "))


def test_every_staffing_parameter_of_the_model_is_seeded_and_has_a_unit(database):
    seeded = {row["parameter_code"]: row["unit"] for row in in_force(database)}
    assert {f"staffing_{field.name}" for field in fields(Parameters)} - {"staffing_cpi"} <= set(seeded)
    assert all(seeded.values())


def test_the_commands_show_set_and_tell(database, database_file, capsys):
    url = f"duckdb:///{database_file}"
    ask = ["parameter", "set", "staffing_risk_sign", "-1", "--from", "2025-01-01", "--because", "risk costs"]
    assert main([*ask, "--database", url]) == 0
    assert "staffing_risk_sign is -1 sign from 2025-01-01 (before: 1)." in capsys.readouterr().out
    assert main(["parameter", "show", "staffing_risk_sign", "--database", url]) == 0
    assert "staffing_risk_sign is -1 sign." in capsys.readouterr().out
    assert main(["parameter", "history", "staffing_risk_sign", "--json", "--database", url]) == 0
    assert "1 -> -1 sign: risk costs" in capsys.readouterr().out
    assert main(["parameter", "list", "--database", url]) == 0
    assert "staffing_internal_first_price" in capsys.readouterr().out
    assert main(["parameter", "show", "alpha", "--database", url]) == 2
    assert "staffing_alpha" in capsys.readouterr().err


def test_a_cap_of_a_funding_source_needs_no_seed(firm):
    assert one_in_force(firm, "budget_source_cap_growth_fund")["parameter_value"] == "not set"
    set_parameter(firm, changed("budget_source_cap_growth_fund", "250000"))
    row = one_in_force(firm, "budget_source_cap_growth_fund")
    assert (row["parameter_value"], row["unit"], row["effective_from"]) == ("250000", "money", LATEST)


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("budget_objective", "cheapest", "it may be least_cost"),
        ("budget_share_step", "0.3", "budget_share_step|steps?"),
        ("budget_location_minimum_montreal", "1.5", "from 0 to 1"),
        ("budget_hire_lead_months", "1.5", "whole number"),
        ("budget_source_cap_", "1", "There is no parameter"),
    ],
)
def test_a_parameter_of_the_money_models_that_could_not_be_planned_with_is_refused(firm, code, value, words):
    with pytest.raises(UsageError, match=words) as refusal:
        set_parameter(firm, changed(code, value))
    assert "Nothing was changed" in str(refusal.value)
