"""The real case: every hour and dollar of the README, the same from CSV and from the workbook."""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.contract import load_contract
from etl.reading.extract import Reading, find_readings

CASE = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "kpmg_case"
FUNDING = CASE.parent / "funding_requests"
pytestmark = pytest.mark.skipif(not CASE.is_dir(), reason="the real data of ../shared/data is not here")
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def read() -> dict[tuple[str, str], tuple[Reading, Rows]]:
    """(entity, csv or xlsx or hr) -> reading and rows; several files of one kind are put together."""
    found: dict[tuple[str, str], tuple[Reading, Rows]] = {}
    for reading in find_readings([CASE], load_contract("kpmg_case")):
        batches = list(reading.batches())
        assert not any(batch.set_aside for batch in batches)
        rows = [row for batch in batches for row in batch.rows.to_pylist()]
        accounted = reading.header_count + sum(reading.ignored.values()) + len(rows) - reading.unpivoted_count
        assert reading.physical_record_count == accounted
        kind = "hr" if reading.file_name[0].islower() else reading.file_name.rsplit(".")[-1]
        _, earlier = found.get((reading.entity, kind), (reading, []))
        found[reading.entity, kind] = reading, earlier + rows
    return found


def total(rows: Rows, column: str) -> Decimal:
    return sum((Decimal(row[column]) for row in rows), Decimal(0))


def without_lines(rows: Rows) -> Rows:
    return [{name: value for name, value in row.items() if name != "line_number"} for row in rows]


def test_timesheets_keep_every_hour_and_reversal(read) -> None:
    reading, rows = read["timesheets", "csv"]
    assert len(rows) == 895
    assert (total(rows, "hours"), total(rows, "standard_price_amount")) == (Decimal("3273.5"), Decimal(883943))
    assert (reading.hours_in, reading.amount_in) == (Decimal("3273.5"), Decimal(883943))
    assert sum(row["hours"].startswith("-") for row in rows) == 116
    assert len({row["timesheet_source_id"] for row in rows}) == 895


def test_each_phase_has_the_cost_of_the_design(read) -> None:
    _, rows = read["timesheets", "csv"]
    cost: Counter[tuple[str, str]] = Counter()
    for row in rows:
        cost[row["engagement_source_id"], row["phase_source_id"]] += Decimal(row["standard_price_amount"])
    assert cost["2001920365", "10"] == 209224  # Neptune, Mars
    assert cost["2002059395", "10"] == 48375  # Ventus


@pytest.mark.parametrize("entity", ["timesheets", "assignments", "phases"])
def test_csv_and_workbook_give_the_same_rows_and_ids(read, entity: str) -> None:
    assert without_lines(read[entity, "csv"][1]) == without_lines(read[entity, "xlsx"][1])


def test_the_stray_personnel_number_is_read_by_the_crosswalk(read) -> None:
    _, rows = read["timesheets", "csv"]
    assert {row["employee_source_id"] for row in rows} == {str(number) for number in (*range(14523, 14538),)}


def test_the_plan_is_unpivoted_by_monday_and_its_tail_is_counted(read) -> None:
    reading, rows = read["assignments", "csv"]
    assert len(rows) == 29 * 5 + 29 * 52
    assert {row["week_start_date"] for row in rows} >= {"2024-12-02", "2025-01-06", "2025-12-29"}
    assert reading.ignored == {"blank": 4849, "total": 1}  # of the 2025 file, read last
    assert {row["employee_source_id"] for row in rows if row["client_source_id"] == "1000017024"} >= {"14533"}


def test_budgets_and_baselines_come_from_their_own_files(read) -> None:
    budget, rows = read["phases", "csv"]
    assert total(rows, "bac_amount") == 12670000
    assert "bac_amount" in budget.provides
    assert "baseline_start_date" not in budget.provides
    baseline, rows = read["phases", "hr"]
    assert {row["baseline_start_date"] for row in rows} == {"2025-01-01"}
    assert {row["bac_amount"] for row in rows} == {None}
    assert "baseline_start_date" in baseline.provides
    assert "bac_amount" not in baseline.provides


def test_a_misspelt_name_stays_and_its_blank_goes(read) -> None:
    _, rows = read["phases", "csv"]
    assert {row["phase_name"] for row in rows} >= {"Otientation", "Mars"}


def test_funding_requests_keep_their_figures() -> None:
    rows = {
        reading.entity: [row for batch in reading.batches() for row in batch.rows.to_pylist()]
        for reading in find_readings([FUNDING], load_contract("funding_case"))
        if reading.file_name != "service_metrics.csv"
    }
    assert total(rows["funding_requests"], "requested_amount") == 21_800_000
    assert {row["constraint_code"]: row["limit_value"] for row in rows["funding_constraints"]}[
        "total_budget"
    ] == "18000000"
    assert len(rows["funding_constraints"]) == 8
    assert len(rows["roi_history"]) == 30
    assert len(rows["defects"]) == 90 * 5
