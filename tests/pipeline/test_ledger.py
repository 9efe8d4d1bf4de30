from datetime import date, datetime, timedelta

import pytest

from config.errors import UsageError
from pipeline import ledger, run_requests
from pipeline.ledger import AlreadyPublishedError, FencedOffError

NOW = datetime(2025, 3, 17, 9, 0)  # noqa: DTZ001 (as the database keeps it: UTC without a zone)
AS_OF = date(2025, 3, 16)


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2024, 1, 1), "2024-W01"),
        (date(2024, 2, 29), "2024-W09"),
        (date(2024, 12, 29), "2024-W52"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2025, 12, 28), "2025-W52"),
        (date(2025, 12, 29), "2026-W01"),
        (date(2026, 12, 27), "2026-W52"),
        (date(2026, 12, 28), "2026-W53"),
        (date(2027, 1, 1), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2028, 1, 2), "2027-W52"),
        (date(2028, 1, 3), "2028-W01"),
        (date(2028, 12, 31), "2028-W52"),
        (date(2029, 1, 1), "2029-W01"),
        (date(2029, 12, 31), "2030-W01"),
        (date(2030, 12, 29), "2030-W52"),
        (date(2030, 12, 30), "2031-W01"),
    ],
)
def test_a_day_lies_in_the_iso_week_that_wall_calendars_print(day, week):
    assert ledger.iso_week(day) == week


def test_every_week_2024_to_2030_is_numbered_by_its_thursday_and_as_the_calendar_table_says(database):
    rows = database.rows(
        "SELECT c.calendar_date, c.iso_week FROM core.calendar AS c WHERE c.calendar_date BETWEEN :first AND :last",
        first=date(2024, 1, 1),
        last=date(2030, 12, 31),
    )
    assert len(rows) == 2557
    for row in rows:
        thursday = row["calendar_date"] + timedelta(days=3 - row["calendar_date"].weekday())
        number = (thursday - date(thursday.year, 1, 1)).days // 7 + 1
        assert ledger.iso_week(row["calendar_date"]) == row["iso_week"] == f"{thursday.year}-W{number:02d}"


def start(database, batch_id=1, as_of=AS_OF, kind="weekly", now=NOW):
    with database.transaction() as t:
        return ledger.start(t, kind, as_of_date=as_of, batch_id=batch_id, requested_by="test", now=now)


def publish(database, run, *, again=False):
    with database.transaction() as t:
        return ledger.publish(t, run, now=NOW, is_superseding=again)


def states(database):
    rows = database.rows("SELECT r.run_id, r.status, r.publication_key FROM ops.run AS r ORDER BY r.run_id")
    return [(row["run_id"], row["status"], row["publication_key"]) for row in rows]


def test_a_published_run_takes_the_key_of_its_kind_week_and_batch(database):
    run = start(database)
    assert states(database) == [(1, "running", "weekly|attempt|1")]
    publish(database, run)
    assert states(database) == [(1, "published", "weekly|2025-W11|1")]
    assert ledger.published_run_id(database, "weekly", "2025-W11", 1) == 1
    assert ledger.published_run_id(database, "weekly", "2025-W11", 2) is None
    assert ledger.published_run_id(database, "staffing", "2025-W11", 1) is None


def test_a_second_run_of_the_same_week_and_batch_is_refused_unless_it_supersedes(database):
    publish(database, start(database))
    second = start(database)
    with pytest.raises(AlreadyPublishedError, match=r"already published as run 1; .*--again"):
        publish(database, second)
    assert states(database)[1] == (2, "running", "weekly|attempt|2")
    assert publish(database, second, again=True) == 1
    assert states(database) == [(1, "superseded", "weekly|attempt|1"), (2, "published", "weekly|2025-W11|1")]


def test_a_newer_batch_is_published_beside_the_older_one(database):
    publish(database, start(database, batch_id=1))
    publish(database, start(database, batch_id=2))
    assert [state[1:] for state in states(database)] == [
        ("published", "weekly|2025-W11|1"),
        ("published", "weekly|2025-W11|2"),
    ]


def test_the_two_ends_of_week_53_are_one_week_in_the_ledger(database):
    publish(database, start(database, as_of=date(2026, 12, 31)))
    with pytest.raises(AlreadyPublishedError, match="2026-W53"):
        publish(database, start(database, as_of=date(2027, 1, 3)))


def test_a_run_whose_process_died_is_failed_by_the_next_one(database):
    start(database)
    start(database, now=NOW + timedelta(hours=1))
    rows = database.rows("SELECT r.status, r.message, r.finished_at_utc FROM ops.run AS r ORDER BY r.run_id")
    assert rows[0]["status"] == "failed"
    assert rows[0]["message"].startswith("Abandoned: the process of run 1 ended")
    assert rows[0]["finished_at_utc"] == NOW + timedelta(hours=1)
    assert rows[1]["status"] == "running"


def test_a_run_that_was_taken_for_dead_may_not_publish_when_it_wakes(database):
    sleeper = start(database)
    successor = start(database)
    assert successor.fencing_token > sleeper.fencing_token
    with pytest.raises(FencedOffError, match="Run 1 may no longer"):
        publish(database, sleeper)
    publish(database, successor)
    with pytest.raises(FencedOffError):
        publish(database, sleeper)
    assert [state[1] for state in states(database)] == ["failed", "published"]


def test_a_wrong_token_is_refused_even_while_the_run_counts_as_running(database):
    run = start(database)
    with database.transaction() as t:
        t.execute("UPDATE ops.run SET fencing_token = 7 WHERE run_id = 1")
    with pytest.raises(FencedOffError):
        publish(database, run)
    assert states(database) == [(1, "running", "weekly|attempt|1")]


def test_a_request_is_claimed_once(database):
    request_id = run_requests.ask(database, "staffing", requested_by="ana", now=NOW)
    assert run_requests.ask(database, "staffing", requested_by="bo", now=NOW) == request_id
    assert [r.requested_by for r in run_requests.open_requests(database)] == ["ana"]
    with database.transaction() as t:
        assert run_requests.claim(t, request_id, run_id=5, now=NOW)
    with database.transaction() as t:
        assert not run_requests.claim(t, request_id, run_id=6, now=NOW)
    assert run_requests.open_requests(database) == []
    assert database.scalar("SELECT q.run_id FROM ops.run_request AS q") == 5


def test_a_request_for_an_unknown_kind_is_refused_and_named(database):
    with pytest.raises(UsageError, match="'yearly' is no kind of run"):
        run_requests.ask(database, "yearly", requested_by="ana", now=NOW)
    assert run_requests.open_requests(database) == []
