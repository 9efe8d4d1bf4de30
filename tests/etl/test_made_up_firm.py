"""The made-up firm loads as its manifest says: each kind of dirt gets its treatment, and the truth is what remains."""

import csv
import json
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from demo.build import write_firm
from demo.firm import Firm
from etl.ledger import FileOutcome
from etl.load import load
from sql.engine import Database, open_database

AS_OF = date(2026, 3, 15)
TIMECARDS = "pse__Timecard_Header__c.csv"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
REASON_OF_KIND = {
    "unknown_resource": "orphan_employee",
    "unknown_employee": "orphan_employee",
    "required_blank": "required_blank",
    "bad_date": "not_a_date",
    "end_before_start": "end_before_start",
    "na_number": "not_a_number",
    "hours_above_24": "out_of_range",
    "bad_id_checksum": "bad_checksum",
    "tied_duplicate": "conflict",
    "unknown_level": "unknown_level",
    "unknown_proficiency": "unknown_value",
    "more_defects_than_units": "above_limit",
}


@dataclass(frozen=True)
class LoadedFirm:
    folder: Path
    database: Database
    outcomes: list[FileOutcome]

    @cached_property
    def files(self) -> dict[str, dict[str, Any]]:
        """The manifest's facts by file name; the folders only sort them by system."""
        manifest = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        return {Path(path).name: facts | {"path": path} for path, facts in manifest["files"].items()}

    def rows(self, name: str) -> list[dict[str, str]]:
        facts = self.files[name]
        with (self.folder / facts["path"]).open(encoding=facts["encoding"], newline="") as text:
            return list(csv.DictReader(text, delimiter=facts["delimiter"], strict=True))

    def dirt(self, name: str, treatment: str) -> dict[str, int]:
        kinds = self.files[name]["dirt"].items()
        return {kind: entry["records"] for kind, entry in kinds if entry["treatment"] == treatment}

    def of(self, name: str) -> list[FileOutcome]:
        return [o for o in self.outcomes if o.file_name == name and o.status == "published"]


@pytest.fixture(scope="module")
def firm(deployed_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoadedFirm]:
    folder = tmp_path_factory.mktemp("firm")
    write_firm(folder, Firm())
    file = folder / "prop.duckdb"
    shutil.copyfile(deployed_file, file)
    database = open_database(f"duckdb:///{file}")
    outcomes: list[FileOutcome] = []
    practices = folder / "salesforce" / "pse__Practice__c.csv"
    for source, path in (
        ("salesforce", practices), ("hr", folder / "hr"), ("salesforce", folder / "salesforce"),
        ("portfolio", folder / "portfolio"),
    ):  # fmt: skip
        outcomes += load(database, [path], source=source, as_of=AS_OF).files
    yield LoadedFirm(folder, database, outcomes)
    database.close()


def test_every_file_is_published_and_every_record_of_it_accounted_for(firm: LoadedFirm) -> None:
    assert {o.status for o in firm.outcomes} == {"published", "unchanged"}
    for name, facts in firm.files.items():
        ignored = firm.dirt(name, "ignored")
        assert firm.of(name), name
        for outcome in firm.of(name):
            assert outcome.physical_record_count == 1 + facts["records"] + sum(ignored.values()), name
            assert outcome.rows_in == outcome.accounted_rows(), name


def test_each_kind_of_dirt_is_set_aside_for_its_own_reason_and_nothing_else_is(firm: LoadedFirm) -> None:
    query = """
        SELECT DISTINCT f.file_name, q.line_number, q.reason_code
        FROM ops.quarantine AS q
        INNER JOIN ops.load_file AS f ON f.file_id = q.file_id
    """
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in firm.database.rows(query):
        found[row["file_name"]][row["reason_code"]] += 1
    expected: dict[str, Counter[str]] = {}
    for name in firm.files:
        reasons: Counter[str] = Counter()
        for kind, count in firm.dirt(name, "quarantined").items():
            reasons[REASON_OF_KIND[kind]] += count
        if reasons:
            expected[name] = reasons
    assert found == expected


def test_only_blank_rows_totals_and_what_the_contract_leaves_out_are_ignored(firm: LoadedFirm) -> None:
    ignored = {(o.file_name, o.entity): o.ignored_reasons for o in firm.outcomes if o.ignored_count}
    contacts = Counter(row["pse__Is_Resource__c"] for row in firm.rows("Contact.csv"))
    milestones = firm.rows("pse__Milestone__c.csv")
    silent = sum(not row["Percent_Complete__c"] and not row["Remaining_Hours__c"] for row in milestones)
    unskilled = sum(not row["Required_Skills__c"] for row in firm.rows("pse__Resource_Request__c.csv"))
    report = firm.dirt("roi_history.csv", "ignored")
    assert ignored == {
        ("Contact.csv", "employee_identities"): {"pse__Is_Resource__c is false": contacts["false"]},
        ("pse__Milestone__c.csv", "phase_progress"): {"nothing to say": silent},
        ("pse__Resource_Request__c.csv", "phase_skills"): {"nothing to say": unskilled},
        ("pse__Schedule__c.csv", "assignments"): {
            "joined to assignments": firm.files["pse__Schedule__c.csv"]["records"]
        },
        ("roi_history.csv", "roi_history"): {"blank": report["blank_row"], "total": report["grand_total_footer"]},
    }


def test_the_later_copy_of_a_timecard_wins_and_an_equal_copy_changes_nothing(firm: LoadedFirm) -> None:
    (outcome,) = firm.of(TIMECARDS)
    days = [day for record in good_cards(firm) for day in days_of(record)]
    newest = {key: max((d for d in days if d[0] == key), key=lambda d: d[1]) for key in doubled(days)}
    expected: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    for day in sorted(days, key=lambda d: d[1], reverse=True):
        key, _, content, hours = day
        if key in seen:
            expected["unchanged" if content == newest[key][2] else "superseded"] += 1
            continue
        seen.add(key)
        expected["inserted" if hours else "unchanged"] += 1
    assert {name: outcome.counts[name] for name in expected} == expected
    identifiers = Counter(record["Id"] for record in good_cards(firm))
    copies = {**firm.dirt(TIMECARDS, "superseded"), **firm.dirt(TIMECARDS, "unchanged")}
    assert sum(count - 1 for count in identifiers.values()) == sum(copies.values())


def test_the_hours_in_the_database_are_those_of_the_valid_newest_and_kept_timecards(firm: LoadedFirm) -> None:
    newest: dict[str, dict[str, str]] = {}
    for record in good_cards(firm):
        if record["Id"] not in newest or record["LastModifiedDate"] >= newest[record["Id"]]["LastModifiedDate"]:
            newest[record["Id"]] = record
    kept = [r for r in newest.values() if r["IsDeleted"] == "false" and r["pse__Status__c"].strip() != "Rejected"]
    hours = sum((d[3] for record in kept for d in days_of(record)), Decimal(0))
    amount = sum((d[3] * Decimal(r["pse__Bill_Rate__c"]) for r in kept for d in days_of(r)), Decimal(0))
    (found,) = firm.database.rows(
        "SELECT SUM(t.hours) AS hours, SUM(t.standard_price_amount) AS amount FROM core.timesheets AS t "
        "WHERE t.is_deleted = CAST(0 AS bit)"
    )
    assert (found["hours"], found["amount"]) == (hours, amount)


def test_an_assignment_has_its_schedule_s_hours_in_every_week_it_touches(firm: LoadedFirm) -> None:
    schedules = {row["Id"]: row for row in firm.rows("pse__Schedule__c.csv")}
    expected: dict[tuple[str, date], Decimal] = defaultdict(Decimal)
    for assignment in firm.rows("pse__Assignment__c.csv"):
        schedule = schedules[assignment["pse__Schedule__c"]]
        day, last = (date.fromisoformat(schedule[f"pse__{end}_Date__c"]) for end in ("Start", "End"))
        while day <= last:
            monday = day - timedelta(days=day.weekday())
            expected[assignment["Id"], monday] += Decimal(schedule[f"pse__{DAYS[day.weekday()]}_Hours__c"])
            day += timedelta(days=1)
    rows = firm.database.rows(
        "SELECT a.assignment_source_id, a.week_start_date, a.planned_hours FROM core.assignments AS a"
    )
    assert {(r["assignment_source_id"], r["week_start_date"]): r["planned_hours"] for r in rows} == expected
    planned = sum(Decimal(row["pse__Planned_Hours__c"]) for row in firm.rows("pse__Assignment__c.csv"))
    assert sum(row["planned_hours"] for row in rows) == planned


def test_names_lose_their_trailing_blanks_and_nothing_else(firm: LoadedFirm) -> None:
    for table, column, name in (
        ("clients", "client_name", "Account.csv"),
        ("engagements", "engagement_name", "pse__Proj__c.csv"),
        ("phases", "phase_name", "pse__Milestone__c.csv"),
    ):
        padded = firm.dirt(name, "normalized")["trailing_blanks"]
        names = [row["Name"] for row in firm.rows(name)]
        assert sum(text != text.strip() for text in names) == padded
        found = [row[column] for row in firm.database.rows(f"SELECT t.{column} FROM core.{table} AS t")]
        assert sorted(found) == sorted(text.strip() for text in names)


def test_ids_that_differ_only_by_case_stay_apart(firm: LoadedFirm) -> None:
    for table, column, name in (
        ("clients", "client_source_id", "Account.csv"),
        ("engagements", "engagement_source_id", "pse__Proj__c.csv"),
        ("phases", "phase_source_id", "pse__Milestone__c.csv"),
    ):
        ids = {row["Id"] for row in firm.rows(name)}
        assert len({one[:15].casefold() for one in ids}) < len(ids)
        found = {row[column] for row in firm.database.rows(f"SELECT t.{column} FROM core.{table} AS t")}
        assert found == ids


def test_a_person_named_null_and_text_that_looks_like_html_are_kept(firm: LoadedFirm) -> None:
    people = {row["employee_name"] for row in firm.database.rows("SELECT e.employee_name FROM core.employees AS e")}
    assert people == {row["legal_name"].strip() for row in firm.rows("workers.csv")}
    assert any("Null" in name for name in people)
    names = {r["initiative_name"] for r in firm.database.rows("SELECT i.initiative_name FROM core.initiatives AS i")}
    assert names == {row["initiative_name"] for row in firm.rows("initiatives.csv")}


def test_what_is_odd_about_hours_is_told_once_with_its_count(firm: LoadedFirm) -> None:
    (outcome,) = firm.of(TIMECARDS)
    lone, on_leave = outcome.warnings
    assert "take back no positive hours" in lone
    assert firm.dirt(TIMECARDS, "loaded with a warning")["reversal_without_original"] == 1
    assert "rows in all" not in lone
    assert "on a day of approved leave" in on_leave
    cards = firm.database.rows(
        "SELECT t.timesheet_source_id AS id FROM core.timesheets AS t INNER JOIN core.vacations AS v "
        "ON v.employee_id = t.employee_id AND t.work_date BETWEEN v.start_date AND v.end_date "
        "WHERE t.hours > 0 AND t.is_deleted = CAST(0 AS bit) AND v.hours_per_day IS NULL "
        "AND v.is_deleted = CAST(0 AS bit) AND v.is_approved = CAST(1 AS bit)"
    )
    days = {row["id"] for row in cards}
    told = firm.dirt(TIMECARDS, "loaded with a warning")["time_on_leave"]
    assert len({day.partition("#")[0] for day in days}) == told
    assert f"{len(days)} rows in all" in on_leave


Day = tuple[tuple[str, str], str, tuple[str, ...], Decimal]


def good_cards(firm: LoadedFirm) -> list[dict[str, str]]:
    """The timecards that nothing is wrong with, judged without the loader."""
    resources = {row["Id"] for row in firm.rows("Contact.csv")}
    cards = firm.rows(TIMECARDS)
    stamps: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    for card in cards:
        stamps[card["Id"], card["LastModifiedDate"]].add(tuple(card[f"pse__{day}_Hours__c"] for day in DAYS))
    return [
        card
        for card in cards
        if card["pse__Resource__c"] in resources
        and len(stamps[card["Id"], card["LastModifiedDate"]]) == 1
        and card["pse__Start_Date__c"][4] == "-"
        and card["pse__Start_Date__c"] != "2025-02-31"
        and all(is_hours(card[f"pse__{day}_Hours__c"]) for day in DAYS)
    ]


def is_hours(text: str) -> bool:
    return text != "NA" and abs(Decimal(text or 0)) <= 24


def days_of(card: dict[str, str]) -> list[Day]:
    """Key, time of change, everything that is loaded of it, and hours, for each day of a card."""
    told = ("pse__Project__c", "pse__Milestone__c", "pse__Resource__c", "CreatedDate", "pse__Submitted_Date__c",
            "pse__Bill_Rate__c", "pse__Billable__c", "IsDeleted")  # fmt: skip
    rejected = str(card["pse__Status__c"].strip() == "Rejected")
    days = []
    for day in DAYS:
        hours = Decimal(card[f"pse__{day}_Hours__c"] or 0)
        content = (*(card[name][:15] if card[name].startswith("a0P") else card[name] for name in told), rejected)
        days.append(((card["Id"], day), card["LastModifiedDate"], (*content, str(hours)), hours))
    return days


def doubled(days: list[Day]) -> list[tuple[str, str]]:
    return [key for key, count in Counter(day[0] for day in days).items() if count > 1]
