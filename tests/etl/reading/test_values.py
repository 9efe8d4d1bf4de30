"""Values: what the contract says they are, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.contract import FieldContract, load_contract
from etl.reading.entity import Column, Kind
from etl.reading.fault import Fault, Noted
from etl.reading.values.converter import converter
from etl.reading.values.identifiers import salesforce_id

CASE = load_contract("kpmg_case")
PSA = load_contract("salesforce")


def read(kind: Kind, text: str, contract=CASE, limits: dict | None = None, **field: object):
    column = Column(name="x", kind=kind, **(limits or {}))
    outcome = converter(column, FieldContract.model_validate(field), contract)(text)
    return outcome.reason_code if isinstance(outcome, Fault) else outcome


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("1", "1"), ("1.0", "1"), ("1.50", "1.5"), ("-0.00", "0"), ("+7.5", "7.5"), (".5", "0.5"), ("007", "7"),
        ("1,5", "not_a_number"), ("1 000", "not_a_number"), ("1e3", "not_a_number"), ("٣", "not_a_number"),
        ("--1", "not_a_number"), ("", None), ("  ", None), ("1.005", "too_many_decimals"), ("10000000", "too_large"),
    ],
)  # fmt: skip
def test_a_number_is_plain_or_refused(text: str, canonical: str | None) -> None:
    assert read("hours", text) == canonical


@given(st.decimals(min_value=-9_999_999, max_value=9_999_999, places=2, allow_nan=False))
def test_hours_keep_their_value(number) -> None:
    text = read("hours", str(number))
    assert float(text) == float(number)
    assert "E" not in text


def test_rounding_is_a_declared_exception_and_is_told() -> None:
    outcome = read("money", "1.00005", rounding="half_even")
    assert isinstance(outcome, Noted)
    assert outcome.value == "1"
    assert read("money", "1.00015", rounding="half_even").value == "1.0002"


def test_percent_becomes_a_ratio() -> None:
    assert read("ratio", "40", scale="0.01") == "0.4"


def test_a_date_is_the_business_date_of_the_source() -> None:
    assert read("date", "2025-03-31 14:16:07") == "2025-03-31"
    # Montreal is four hours behind UTC in summer, five in winter
    assert read("date", "2025-07-01T03:59:59.000Z", PSA) == "2025-06-30"
    assert read("date", "2025-01-01T04:59:59.000+0000", PSA) == "2024-12-31"
    assert read("date", "2025-01-01T05:00:00.000Z", PSA) == "2025-01-01"


def test_a_moment_is_kept_in_utc() -> None:
    assert read("stamp", "2025-07-01T00:00:00.123+0200", PSA) == "2025-06-30T22:00:00.123"
    assert read("stamp", "2025-07-01", PSA) == "2025-07-01T04:00:00.000"


@pytest.mark.parametrize("text", ["2025-02-29", "2025-13-01", "31/12/2025", "2025-1-5", "0001-01-01", "today"])
def test_no_date_of_the_calendar_is_refused(text: str) -> None:
    assert read("date", text) == "not_a_date"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [("000010", "10"), ("10", "10"), ("10.0", "10"), ("0", "0"), ("00014523", "14523"), ("14523.0", "14523"),
     ("1E5", "scientific_id"), ("1.2e+10", "scientific_id"), ("10.5", "malformed_id"), ("-1", "malformed_id")],
)  # fmt: skip
def test_a_numbered_id_is_spelled_one_way(text: str, canonical: str) -> None:
    assert read("id", text, id_style="number") == canonical


def test_a_text_id_keeps_its_zeros_and_letters() -> None:
    assert read("id", " 001001 ", id_style="text") == "001001"
    assert read("id", "12E3", id_style="text") == "12E3"
    assert read("id", "1.2E+15", id_style="text") == "scientific_id"


def test_a_record_id_gets_the_three_letters_that_its_capitals_ask_for() -> None:
    # worked by hand: AbCdE -> capitals at 0, 2, 4 = 1 + 4 + 16 = 21 = V; fGhIj -> 2 + 8 = 10 = K; 12345 -> 0 = A
    assert salesforce_id("AbCdEfGhIj12345") == "AbCdEfGhIj12345VKA"
    assert salesforce_id("AbCdEfGhIj12345VKA") == "AbCdEfGhIj12345VKA"
    assert isinstance(salesforce_id("abcdEfGhIj12345VKA"), Fault)
    assert isinstance(salesforce_id("AbCdEfGhIj1234"), Fault)
    # all five letters of a chunk are capitals: 31 = 5
    assert salesforce_id("ABCDE0000000000") == "ABCDE00000000005AA"


def test_ids_that_differ_by_case_stay_apart() -> None:
    assert salesforce_id("001Dn000000000A") != salesforce_id("001Dn000000000a")


def test_a_skill_is_the_same_in_any_case() -> None:
    assert read("code", "  Power  BI", id_style="folded") == "power bi"


def test_a_level_is_declared_never_created() -> None:
    assert read("level", "SPECIALIST/SENIOR CONSULT  ") == "SENIOR_CONSULTANT"
    assert read("level", "Specialist/senior consult") == "unknown_level"


def test_a_boolean_is_one_of_the_declared_words() -> None:
    assert [read("boolean", word) for word in ("True", "no", "1", "maybe")] == ["1", "0", "1", "not_a_boolean"]


def test_names_never_turn_missing() -> None:
    assert [read("text", name) for name in ("NA", "None", "Null", "n/a")] == ["NA", "None", "Null", "n/a"]
    assert read("date", "NULL", missing=["NULL"]) is None


def test_limits_are_kept() -> None:
    assert read("hours", "24.01", limits={"maximum": "24"}) == "out_of_range"
    assert read("hours", "24", limits={"maximum": "24"}) == "24"
    assert read("text", "x" * 11, limits={"length": 10}) == "too_long"
    assert read("date", "2025-01-07", limits={"is_monday": True}) == "not_a_monday"
