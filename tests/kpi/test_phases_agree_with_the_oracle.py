"""Every phase, week and measure, to the last printed digit, against the plain-Python oracle."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.kpi.conftest import Loaded
from tests.reference.earned_value import PhaseOracle, measures, ratio, total
from tests.reference.firm import monday_of
from tests.reference.schedule import chosen_baseline

PARTS = ("hours", "bac_amount", "ac_amount", "surcharge_amount", "extracted_amount", "schedule_baseline", "schedule_ratio",
         "pv_amount", "ev_method", "ev_amount")  # fmt: skip
MEASURES = (
    "burn",
    "vec",
    "spi",
    "cpi",
    "sv_amount",
    "cv_amount",
    "eac_amount",
    "etc_amount",
    "vac_amount",
    "tcpi",
    "health",
)


@pytest.fixture(scope="module")
def oracle(firm: Loaded) -> dict[tuple[str, str], PhaseOracle]:
    return {(p.engagement, p.number): PhaseOracle(firm.firm, p) for p in firm.firm.phases}


@pytest.fixture(scope="module")
def parts(oracle: dict[tuple[str, str], PhaseOracle]) -> dict:
    """Additive parts by phase and week."""
    return {(*key, monday): phase.parts(monday) for key, phase in oracle.items() for monday in phase.mondays}


@pytest.fixture(scope="module")
def rows(firm: Loaded) -> dict:
    found = firm.database.rows("SELECT w.* FROM kpi.phase_week AS w")
    return {(row["engagement_source_id"], row["phase_source_id"], row["week_start_date"]): row for row in found}


def test_every_phase_has_a_row_for_each_week_up_to_the_reporting_date(rows: dict, parts: dict) -> None:
    assert set(rows) == set(parts)
    assert len(rows) > 50


@pytest.mark.parametrize("name", PARTS)
def test_additive_parts(rows: dict, parts: dict, name: str) -> None:
    assert {key: row[name] for key, row in rows.items()} == {key: expected[name] for key, expected in parts.items()}


@pytest.mark.parametrize("name", MEASURES)
def test_measures(rows: dict, parts: dict, name: str) -> None:
    assert {key: row[name] for key, row in rows.items()} == {
        key: measures([expected])[name] for key, expected in parts.items()
    }


def test_a_ratio_is_missing_with_a_reason_and_only_then(rows: dict) -> None:
    for row in rows.values():
        assert (row["burn"] is None) == (row["budget_reason"] is not None)
        assert (row["spi"] is None) == (row["spi_reason"] is not None)
        assert (row["cpi"] is None) == (row["cpi_reason"] is not None)
        assert (row["health"] is None) == (row["health_reason"] is not None)
        assert (row["health"] is None) == (row["health_sentence"] is None)


@pytest.mark.parametrize("weeks", [4, 13])
def test_rolling_measures_are_the_growth_since_some_weeks_earlier(rows: dict, parts: dict, weeks: int) -> None:
    for (engagement, phase, monday), row in rows.items():
        now, before = parts[engagement, phase, monday], parts.get((engagement, phase, monday - timedelta(weeks=weeks)))
        grown = {
            name: None if now[name] is None else now[name] - ((before or {}).get(name) or 0)
            for name in ("hours", "ac_amount", "extracted_amount", "pv_amount", "ev_amount")
        }
        assert row[f"last_{weeks}_weeks_hours"] == grown["hours"]
        assert row[f"last_{weeks}_weeks_ac_amount"] == grown["ac_amount"]
        bac = now["bac_amount"] if now["bac_amount"] and now["bac_amount"] > 0 else None
        assert row[f"last_{weeks}_weeks_burn"] == ratio(grown["ac_amount"], bac)
        assert row[f"last_{weeks}_weeks_vec"] == ratio(grown["extracted_amount"], bac)
        assert row[f"last_{weeks}_weeks_spi"] == ratio(grown["ev_amount"], grown["pv_amount"])


def test_three_baselines(firm: Loaded, oracle: dict) -> None:
    found = {
        (r["engagement_source_id"], r["phase_source_id"], r["week_start_date"], r["schedule_baseline"]): (
            r["schedule_ratio"], r["pv_amount"], r["spi"], r["is_chosen"],
        )
        for r in firm.database.rows("SELECT s.* FROM kpi.phase_schedule_week AS s")
    }  # fmt: skip
    expected = {}
    for key, phase in oracle.items():
        for monday in phase.mondays:
            _, ev = phase.earned(phase.as_of(monday))
            for baseline, (share, pv) in phase.baselines(phase.as_of(monday)).items():
                is_chosen = baseline == chosen_baseline(firm.firm, phase.phase)
                expected[*key, monday, baseline] = (share, pv, ratio(ev, pv), is_chosen)
    assert found == expected


def test_the_outlook_goes_on_with_the_same_schedule_for_26_weeks(firm: Loaded, oracle: dict) -> None:
    found = {
        (r["engagement_source_id"], r["phase_source_id"], r["week_start_date"]): (r["schedule_ratio"], r["pv_amount"])
        for r in firm.database.rows("SELECT o.* FROM kpi.phase_outlook_week AS o")
    }
    expected = {}
    for key, phase in oracle.items():
        baseline = chosen_baseline(firm.firm, phase.phase)
        for week in range(1, 27):
            monday = monday_of(firm.firm.reporting_date) + timedelta(weeks=week)
            if phase.first_monday is not None and phase.first_monday <= monday:
                sunday = monday + timedelta(days=6)
                expected[*key, monday] = phase.baselines(sunday)[baseline] if baseline else (None, None)
    assert found == expected


def keys_of(firm: Loaded, view: str, engagement: str) -> object:
    """The key under which an engagement is summed in a view."""
    found = next(g for g in firm.firm.engagements if g.number == engagement)
    return {
        "engagement_week": found.number,
        "client_week": found.client,
        "practice_week": found.practice,
        "portfolio_week": None,
    }[view]


@pytest.mark.parametrize(
    ("view", "key"),
    [
        ("engagement_week", "engagement_source_id"),
        ("client_week", "client_source_id"),
        ("practice_week", "practice_source_id"),
        ("portfolio_week", None),
    ],
)
def test_sums_and_ratios_of_sums(firm: Loaded, parts: dict, view: str, key: str | None) -> None:
    groups: dict = {}
    for (engagement, _, monday), expected in parts.items():
        groups.setdefault((keys_of(firm, view, engagement), monday), []).append(expected)
    rows = firm.database.rows(f"SELECT w.* FROM kpi.{view} AS w")
    assert {(row[key] if key else None, row["week_start_date"]) for row in rows} == set(groups)
    for row in rows:
        members = groups[row[key] if key else None, row["week_start_date"]]
        expected = {
            name: total(members, name)
            for name in ("hours", "bac_amount", "ac_amount", "extracted_amount", "pv_amount", "ev_amount")
        }
        assert {name: row[name] for name in expected} == expected
        summed = measures(members)
        assert {name: row[name] for name in MEASURES} == {name: summed[name] for name in MEASURES}, (
            view,
            row["week_start_date"],
        )


def test_latest_views_are_the_week_of_the_reporting_date(firm: Loaded, rows: dict) -> None:
    week = monday_of(firm.firm.reporting_date)
    latest = firm.database.rows("SELECT l.* FROM kpi.phase_latest AS l")
    assert {(r["engagement_source_id"], r["phase_source_id"]) for r in latest} == {
        key[:2] for key in rows if key[2] == week
    }
    for row in latest:
        assert row == rows[row["engagement_source_id"], row["phase_source_id"], week]
    assert len(firm.database.rows("SELECT l.as_of_date FROM kpi.portfolio_latest AS l")) == 1
    assert firm.database.scalar("SELECT COUNT(*) FROM kpi.engagement_latest AS l") == len(
        {r["engagement_id"] for r in latest}
    )


def test_the_case_has_the_figures_of_the_design(case: Loaded) -> None:
    rows = {row["phase_name"]: row for row in case.database.rows("SELECT l.* FROM kpi.phase_latest AS l")}
    mars, ventus = rows["Mars"], rows["Otientation"]
    assert [mars[n] for n in ("ac_amount", "burn", "vec", "spi")] == [
        Decimal("209224.00"), Decimal("0.090967"), Decimal("0.086851"), Decimal("0.432663"),
    ]  # fmt: skip
    assert round(mars["pv_amount"], 2) == Decimal("473901.10")
    assert [ventus[n] for n in ("ac_amount", "burn", "vec")] == [
        Decimal("48375.00"),
        Decimal("0.284559"),
        Decimal("0.276549"),
    ]
    assert ventus["spi"] == Decimal("1.353438")  # 47,407.50 / (170,000 · 75 / 364) = 1.3534376…
    assert case.database.scalar(
        "SELECT s.spi FROM kpi.phase_schedule_week AS s INNER JOIN ops.reporting_date AS r ON r.week_start_date = s.week_start_date "
        "INNER JOIN core.phases AS p ON p.phase_id = s.phase_id WHERE p.phase_name = 'Otientation' AND s.schedule_baseline = 'plan'"
    ) == Decimal("0.278868")
    firm = case.database.rows("SELECT l.* FROM kpi.portfolio_latest AS l")[0]
    assert [firm[n] for n in ("bac_amount", "ac_amount", "hours", "phase_count")] == [
        12670000,
        883943,
        Decimal("3273.5"),
        8,
    ]
