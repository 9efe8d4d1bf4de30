"""Wide records: weeks, weekdays and schedules become rows on the right dates."""

from pathlib import Path

from etl.contract import load_contract
from etl.reading.extract import Reading, find_readings

PSA = load_contract("salesforce")
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ASSIGNMENT = "Id,pse__Project__c,pse__Milestone__c,pse__Resource__c,pse__Schedule__c,pse__Status__c,IsDeleted\n"
SCHEDULE = "Id,pse__Start_Date__c,pse__End_Date__c," + ",".join(f"pse__{day}_Hours__c" for day in DAYS) + "\n"
KEYS = "a0PDn000000003wMAA,a0MDn000000009oMAA,003Dn000000000AIAQ"


def read(reading: Reading):
    batches = list(reading.batches())
    return [row for b in batches for row in b.rows.to_pylist()], [row for b in batches for row in b.set_aside]


def write(folder: Path, assignments: str, schedules: str) -> dict[str, Reading]:
    (folder / "pse__Assignment__c.csv").write_text(ASSIGNMENT + assignments)
    (folder / "pse__Schedule__c.csv").write_text(SCHEDULE + schedules)
    return {reading.file_name.split("__")[1]: reading for reading in find_readings([folder], PSA)}


def test_a_schedule_gives_each_week_the_days_within(tmp_path: Path) -> None:
    # Wednesday 2025-01-08 to Tuesday 2025-01-21: Wed-Fri, a whole week, Mon-Tue
    readings = write(
        tmp_path,
        f"a0SDn000000000AMAQ,{KEYS},S1,Scheduled,false\n",
        "S1,2025-01-08,2025-01-21,1,2,3,4,5,0,0\n",
    )
    rows, set_aside = read(readings["Assignment"])
    assert set_aside == []
    assert [(r["week_start_date"], r["planned_hours"], r["row_number"]) for r in rows] == [
        ("2025-01-06", "12", 0),
        ("2025-01-13", "15", 1),
        ("2025-01-20", "3", 2),
    ]
    assert readings["Assignment"].unpivoted_count == 2
    assert readings["Assignment"].hours_in == 30


def test_a_schedule_file_is_counted_and_gives_no_rows_of_its_own(tmp_path: Path) -> None:
    readings = write(tmp_path, f"a0SDn000000000AMAQ,{KEYS},S1,Closed,false\n", "S1,2025-01-06,2025-01-12,8,8,8,8,8,,\n")
    schedule = readings["Schedule"]
    rows, set_aside = read(schedule)
    assert (rows, set_aside, schedule.physical_record_count, schedule.header_count) == ([], [], 2, 1)
    assert schedule.ignored == {"joined to assignments": 1}


def test_an_assignment_without_its_schedule_is_set_aside(tmp_path: Path) -> None:
    readings = write(tmp_path, f"a0SDn000000000AMAQ,{KEYS},S2,Closed,false\n", "S1,2025-01-06,2025-01-12,8,8,8,8,8,,\n")
    rows, set_aside = read(readings["Assignment"])
    assert rows == []
    assert [(row.reason_code, row.line_number) for row in set_aside] == [("no_match", 2)]
    assert "pse__Assignment__c.csv, line 2" in set_aside[0].message


def test_wrong_dates_and_hours_of_a_schedule_set_the_assignment_aside(tmp_path: Path) -> None:
    readings = write(
        tmp_path,
        "".join(f"a0SDn000000000AMAQ,{KEYS},S{n},Closed,false\n" for n in (1, 2, 3, 4, 5)),
        "S1,2025-01-12,2025-01-06,8,8,8,8,8,,\nS2,2025-01-06,,8,8,8,8,8,,\nS3,2025-01-06,2025-01-12,x,8,8,8,8,,\n"
        "S4,2025-01-06,2225-01-12,8,8,8,8,8,,\nS5,2025-01-06,2025-01-12,25,8,8,8,8,,\n",
    )
    rows, set_aside = read(readings["Assignment"])
    assert rows == []
    assert [row.reason_code for row in set_aside] == [
        "end_before_start",
        "required_blank",
        "not_a_number",
        "out_of_range",
        "out_of_range",
    ]


def test_a_canceled_assignment_is_loaded_as_deleted(tmp_path: Path) -> None:
    readings = write(
        tmp_path, f"a0SDn000000000AMAQ,{KEYS},S1,Canceled,false\n", "S1,2025-01-06,2025-01-10,8,8,8,8,8,,\n"
    )
    rows, _ = read(readings["Assignment"])
    assert [row["is_deleted"] for row in rows] == ["1"]


def test_the_file_to_join_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "pse__Assignment__c.csv").write_text(ASSIGNMENT)
    (reading,) = find_readings([tmp_path], PSA)
    assert "needs the file pse__Schedule__c*.csv beside it" in str(reading.rejection)


def timecards(folder: Path, *cards: str) -> Reading:
    names = ["Id", "IsDeleted", "pse__Resource__c", "pse__Project__c", "pse__Milestone__c", "pse__Start_Date__c"]
    names += [f"pse__{day}_Hours__c" for day in DAYS]
    names += ["pse__Bill_Rate__c", "pse__Billable__c", "pse__Status__c", "pse__Submitted_Date__c", "CreatedDate"]
    path = folder / "pse__Timecard_Header__c.csv"
    path.write_text(",".join(names) + "\n" + "".join(f"{card}\n" for card in cards))
    (reading,) = find_readings([path], PSA)
    return reading


CARD = "a0TDn000000000AMAQ,{deleted},003Dn000000000AIAQ,a0PDn000000003wMAA,a0MDn000000009oMAA,{start},{hours},100,true,{status},2025-01-12,2025-01-12T15:00:00.000Z"


def test_a_card_that_starts_on_sunday_keeps_each_weekday_on_its_date(tmp_path: Path) -> None:
    card = CARD.format(deleted="false", start="2025-01-05", hours="1,2,3,4,5,6,7", status="Approved")
    rows, _ = read(timecards(tmp_path, card))
    dates = {row["hours"]: row["work_date"] for row in rows}
    # 2025-01-05 is a Sunday: its seventh column comes first
    assert dates["7"] == "2025-01-05"
    assert dates["1"] == "2025-01-06"
    assert dates["6"] == "2025-01-11"


def test_a_day_of_zero_hours_is_a_row_so_that_a_correction_takes_hours_back(tmp_path: Path) -> None:
    card = CARD.format(deleted="false", start="2025-01-06", hours="8,0,,,,,", status="Approved")
    rows, _ = read(timecards(tmp_path, card))
    assert [(r["timesheet_source_id"], r["hours"]) for r in rows] == [
        ("a0TDn000000000AMAQ#1", "8"),
        ("a0TDn000000000AMAQ#2", "0"),
    ]


def test_a_wrong_day_sets_the_whole_card_aside(tmp_path: Path) -> None:
    card = CARD.format(deleted="false", start="2025-01-06", hours="8,NA,8,,,,", status="Approved")
    reading = timecards(tmp_path, card)
    rows, set_aside = read(reading)
    assert rows == []
    assert [(row.reason_code, row.column_name, row.hours) for row in set_aside] == [
        ("not_a_number", "pse__Tuesday_Hours__c", 16)
    ]
    assert (reading.hours_in, reading.unpivoted_count) == (16, 0)


def test_a_rejected_or_deleted_card_no_longer_counts(tmp_path: Path) -> None:
    cards = [
        CARD.format(deleted=deleted, start="2025-01-06", hours="8,,,,,,", status=status)
        for deleted, status in (("false", "Approved"), ("false", "Rejected"), ("true", "Approved"))
    ]
    rows, _ = read(timecards(tmp_path, *cards))
    assert [row["is_deleted"] for row in rows] == ["0", "1", "1"]
