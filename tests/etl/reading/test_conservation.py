"""P1 on any file: whatever the cells are, every record is accounted for and every readable hour is kept."""

import csv
import io
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.errors import ExtractError
from etl.contract import load_contract
from etl.reading import records
from etl.reading.extract import find_readings
from tests.badinput.independent_count import physical_records

HEADER = "Eng. No.,Eng. Phase,Personnel No.,Staff Level,Work Date,Time Entry Date,Posting Date,Hours,Charge-Out Rate,Std. Price"
CONTRACT = load_contract("kpmg_case")
HOURS = st.sampled_from(["1", "-1.5", "8.0", "25", "x", "", "7,5", "0.125"])
IDS = st.sampled_from(["1", "002", "3.0", "h", "a\nb", 'quo"te', " ", "1E9"])
LEVELS = st.sampled_from(["MANAGER", "SENIOR MANAGER  ", "WIZARD", ""])
DATES = st.sampled_from(["2025-01-06", "2025-01-06 14:16:07", "06/01/2025", ""])
ROW = st.tuples(
    IDS, IDS, IDS, LEVELS, DATES, DATES, DATES, HOURS, st.just("100"), st.sampled_from(["100", "1.0", "n/a"])
)
BLANK = st.just(("",) * 10)
TOTAL = st.just(("Grand Total", *[""] * 9))
GOOD = ("1", "10", "7", "MANAGER", *["2025-01-06"] * 3, "8", "100", "800")


def readable(hours: str) -> Decimal:
    """Hours as a person reads the cell: at most two decimals, a point."""
    return Decimal(hours) if hours in {"1", "-1.5", "8.0", "25", "8"} else Decimal(0)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    st.lists(st.one_of(ROW, ROW, BLANK, TOTAL), max_size=12), st.sampled_from(["\n", "\r\n", "\r"]), st.integers(1, 4)
)
def test_every_record_and_every_hour_is_accounted_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: list[tuple[str, ...]], newline: str, chunk: int
) -> None:
    text = io.StringIO()
    # the writer does not quote a line feed by itself where lines end otherwise
    quoting = csv.QUOTE_ALL if newline == "\r" else csv.QUOTE_MINIMAL
    csv.writer(text, lineterminator=newline, quoting=quoting).writerows([HEADER.split(","), *body, GOOD])
    path = tmp_path / "TIME.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    monkeypatch.setattr(records.csv_chunks, "__defaults__", (chunk,))
    (reading,) = find_readings([path], CONTRACT)
    batches = list(reading.batches())
    rows = [row for batch in batches for row in batch.rows.to_pylist()]
    set_aside = [row for batch in batches for row in batch.set_aside]
    kinds = Counter(
        "blank" if not any(c.strip() for c in r) else "total" if r[0] == "Grand Total" else "row" for r in body
    )
    assert reading.physical_record_count == physical_records(text.getvalue()) == len(body) + 2
    assert +reading.ignored == +Counter(blank=kinds["blank"], total=kinds["total"])
    assert len(rows) + len(set_aside) == kinds["row"] + 1
    hours = sum((readable(r[7]) for r in body if r[0] != "Grand Total"), Decimal(8))
    kept = sum((Decimal(row["hours"]) for row in rows), Decimal(0))
    assert reading.hours_in == hours == kept + sum((row.hours or Decimal(0) for row in set_aside), Decimal(0))
    assert {row["line_number"] for row in rows} | {row.line_number for row in set_aside} <= set(range(2, 60))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "TIME.csv"
    path.write_bytes(data)
    (reading,) = find_readings([path], CONTRACT)
    with pytest.raises(ExtractError, match=r"TIME\.csv.*Nothing"):
        list(reading.batches())
