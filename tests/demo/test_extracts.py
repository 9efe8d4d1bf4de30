"""The files are what the manifest and the README say, and fit together."""

import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

import demo
from demo.build import write_firm
from demo.dirt import QUARANTINED
from demo.firm import Firm
from demo.salesforce_id import checksum

TIMECARDS = "salesforce/pse__Timecard_Header__c.csv"
KEY_FILES = [f"salesforce/{name}.csv" for name in ("Account", "Contact", "pse__Proj__c", "pse__Milestone__c")]
SMALL = Firm(employees=9, months=3, seed=7)
UNCOUNTED = {"blank_row", "grand_total_footer"}


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_writes_the_same_bytes_and_another_seed_does_not(tmp_path):
    for name, firm in (("a", SMALL), ("b", SMALL), ("c", Firm(employees=9, months=3, seed=8))):
        write_firm(tmp_path / name, firm)
    first, again, other = (hashes(tmp_path / name) for name in "abc")
    assert first == again
    assert first.keys() == other.keys()
    assert first[TIMECARDS] != other[TIMECARDS]
    assert first["hr/time_off.csv"] != other["hr/time_off.csv"]


def test_the_manifest_counts_and_hashes_what_is_in_each_file(extracts):
    written = hashes(extracts.folder)
    assert set(extracts.manifest["files"]) == set(written) - {"manifest.json"}
    for path, facts in extracts.manifest["files"].items():
        rows = extracts.rows(path)
        extra = sum(count for kind, count in extracts.dirt(path).items() if kind in UNCOUNTED)
        assert len(rows) == facts["records"] + extra, path
        assert list(rows[0]) == facts["columns"], path
        assert written[path] == facts["sha256"], path


def test_the_readme_tells_the_dirt_of_the_default_size(extracts):
    text = (Path(demo.__file__).parent / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `([\w/.]+\.csv)` \| (\w+) \| (\d+) \| ([\w ]+) \|$", text, re.MULTILINE))
    found = {
        (path, kind, str(entry["records"]), entry["treatment"])
        for path, facts in extracts.manifest["files"].items()
        for kind, entry in facts["dirt"].items()
    }
    assert told == found


@pytest.mark.parametrize("firm", [SMALL, Firm(employees=1, months=1), Firm(employees=20, months=6)])
def test_quarantined_rows_stay_under_two_percent_at_every_size(tmp_path, firm):
    manifest = write_firm(tmp_path, firm)
    for path, facts in manifest["files"].items():
        bad = sum(entry["records"] for entry in facts["dirt"].values() if entry["treatment"] == QUARANTINED)
        assert bad <= 0.02 * facts["records"], path
        assert not (bad and path in KEY_FILES)


def test_default_size_has_every_kind_of_quarantined_timecard(extracts):
    rows = extracts.rows(TIMECARDS)
    dirt = extracts.dirt(TIMECARDS)
    contacts = {row["Id"] for row in extracts.salesforce("Contact")}
    monday = [row["pse__Start_Date__c"] for row in rows]
    hours = [row[f"pse__{day}_Hours__c"] for row in rows for day in ("Monday", "Tuesday", "Wednesday")]
    well_spelt = [row for row in rows if checksum(row["pse__Resource__c"][:15]) == row["pse__Resource__c"][15:]]
    assert len(rows) - len(well_spelt) == dirt["bad_id_checksum"] == 1
    assert sum(row["pse__Resource__c"] not in contacts for row in well_spelt) == dirt["unknown_resource"] == 3
    assert sum(day in {"2025-02-31", "31/02/2025"} for day in monday) == dirt["bad_date"] == 2
    assert hours.count("NA") == dirt["na_number"] == 2
    assert sum(value != "NA" and float(value) > 24 for value in hours) == dirt["hours_above_24"] == 2
    assert sum(len(row["pse__Project__c"]) == 15 for row in rows) == dirt["fifteen_character_id"] == 21
    assert sum(row["pse__Status__c"].endswith(" ") for row in rows) == dirt["trailing_blanks"] == 5
    assert sum(row["IsDeleted"] == "true" for row in rows) == dirt["deleted"]


def test_repeated_timecard_ids_are_corrections_copies_and_ties(extracts):
    rows = extracts.rows(TIMECARDS)
    dirt = extracts.dirt(TIMECARDS)
    counts = Counter(row["Id"] for row in rows)
    assert max(counts.values()) == 2
    assert list(counts.values()).count(2) == dirt["corrected"] + dirt["exact_copy"] + dirt["tied_duplicate"] // 2
    assert dirt["corrected"] == dirt["modified_later"]


def test_a_reversal_undoes_an_earlier_timecard_of_the_same_week(extracts):
    rows = extracts.rows(TIMECARDS)
    days = [column for column in rows[0] if re.fullmatch(r"pse__\w+day_Hours__c", column)]
    own = ("pse__Resource__c", "pse__Milestone__c", "pse__Start_Date__c")
    seen = Counter(
        (*(row[c] for c in own), *(row[c].lstrip("-") for c in days))
        for row in rows
        if "-" not in row["pse__Total_Hours__c"]
    )
    negative = [row for row in rows if "-" in row["pse__Total_Hours__c"]]
    matched = [row for row in negative if seen[(*(row[c] for c in own), *(row[c].lstrip("-") for c in days))]]
    dirt = extracts.dirt(TIMECARDS)
    assert len(negative) == dirt["reversal"] + dirt["reversal_without_original"]
    assert len(matched) == dirt["reversal"]


@pytest.mark.parametrize(
    ("entity", "column", "parent"),
    [
        ("pse__Proj__c", "pse__Account__c", "Account"),
        ("pse__Proj__c", "pse__Project_Manager__c", "Contact"),
        ("pse__Proj__c", "pse__Practice__c", "pse__Practice__c"),
        ("pse__Milestone__c", "pse__Project__c", "pse__Proj__c"),
        ("Progress_Report__c", "pse__Milestone__c", "pse__Milestone__c"),
        ("pse__Assignment__c", "pse__Milestone__c", "pse__Milestone__c"),
        ("pse__Assignment__c", "pse__Resource__c", "Contact"),
        ("pse__Assignment__c", "pse__Schedule__c", "pse__Schedule__c"),
        ("pse__Resource_Request__c", "pse__Milestone__c", "pse__Milestone__c"),
        ("pse__Timecard_Header__c", "pse__Milestone__c", "pse__Milestone__c"),
    ],
)
def test_every_reference_has_its_parent(extracts, entity, column, parent):
    parents = {row["Id"] for row in extracts.salesforce(parent)}
    assert {row[column] for row in extracts.salesforce(entity)} <= parents


def test_contacts_and_workers_meet_in_the_crosswalk(extracts):
    numbers = {row["HR_Employee_Number__c"] for row in extracts.salesforce("Contact")} - {""}
    assert numbers == {row["worker_id"] for row in extracts.rows("hr/workers.csv")}
    assert len(numbers) == 60
    assert all(number.startswith("00") for number in numbers)


def test_file_dialects_are_those_of_their_systems(extracts):
    def start(path):
        return (extracts.folder / path).read_bytes()[:60]

    assert start("salesforce/Contact.csv").startswith(b'\xef\xbb\xbf"Id"')
    assert start("hr/rate_cards.csv").startswith(b"practice;level;effective_from")
    assert all("," in row["standard_rate_per_hour"] for row in extracts.rows("hr/rate_cards.csv"))
    assert start("hr/public_holidays.csv").decode().startswith("Lieu,Date,Nom du jour férié")
    last = (extracts.folder / "portfolio/roi_history.csv").read_text(encoding="utf-8").splitlines()[-4:]
    assert last[:3] == [",,,,,,,"] * 3
    assert last[3].startswith("Grand Total,,")


def test_the_grand_total_is_the_sum_of_the_rows_above(extracts):
    *rows, total = [row for row in extracts.rows("portfolio/roi_history.csv") if row["year"]]
    assert int(total["investment"]) == sum(int(row["investment"]) for row in rows)
    assert int(total["revenue_generated"]) == sum(int(row["revenue_generated"]) for row in rows)
