"""The report shows the numbers of the web app, over a loaded firm and with the filters the visuals carry."""

from typing import Any

import pytest

from tests.powerbi.dax import TabularModel, evaluate_measure
from tests.powerbi.firms import LoadedFirm, loaded_firm
from tests.powerbi_report.report import Visual, of
from tests.powerbi_report.shown import column_filters, reference_labels, shown


@pytest.fixture(scope="module")
def firm() -> LoadedFirm:
    return loaded_firm("made_up")


def visual(page: str, name: str) -> Visual:
    return next(one for one in of(page) if one.name == name)


def portfolio(firm: LoadedFirm) -> dict[str, Any]:
    (week,) = firm.database.rows("SELECT * FROM kpi.open_portfolio_week AS w WHERE w.is_current = 1")
    return week


@pytest.mark.parametrize("name", ["spi", "cpi", "vec", "burn"])
def test_the_executive_cards_say_what_the_open_portfolio_says(firm: LoadedFirm, name: str) -> None:
    assert float(shown(firm.model, visual("executive", name))) == pytest.approx(float(portfolio(firm)[name]), abs=1e-6)


@pytest.mark.parametrize(("name", "column"), [("eac", "eac_amount"), ("etc", "etc_amount"), ("vac", "vac_amount")])
def test_the_forecast_cards_say_what_the_open_portfolio_says(firm: LoadedFirm, name: str, column: str) -> None:
    """To a cent: the view rounds CPI before it divides."""
    assert float(shown(firm.model, visual("forecast", name))) == pytest.approx(float(portfolio(firm)[column]), abs=0.01)


def test_utilization_is_that_of_the_four_weeks_to_the_reporting_date(firm: LoadedFirm) -> None:
    (hours,) = firm.database.rows(
        "SELECT billable = SUM(w.past_billable_hours), capacity = SUM(w.past_capacity_hours) FROM bi.fact_consultant_week AS w"
        " INNER JOIN bi.dim_date AS d ON d.date_key = w.date_key WHERE d.week_offset BETWEEN -3 AND 0"
    )
    value = shown(firm.model, visual("executive", "utilization"))
    assert float(value) == pytest.approx(float(hours["billable"]) / float(hours["capacity"]), abs=1e-6)


def test_the_health_cards_count_every_open_engagement_once(firm: LoadedFirm) -> None:
    cards = [one for one in of("executive") if one.name.startswith("health_")]
    counts = firm.database.rows(
        "SELECT engagements = COUNT(*) FROM kpi.engagement_week AS w WHERE w.is_current = 1 AND w.open_phase_count > 0"
    )
    assert sum(shown(firm.model, card) for card in cards) == counts[0]["engagements"]


@pytest.mark.parametrize("page", ["executive", "people", "forecast", "data_status"])
def test_no_card_is_empty_on_a_loaded_firm(firm: LoadedFirm, page: str) -> None:
    cards = [one for one in of(page) if one.kind == "cardVisual" and one.name != "published"]
    assert [card.name for card in cards if shown(firm.model, card) is None] == []
    assert [f"{card.name}: {line}" for card in cards for line in _empty_lines(firm.model, card)] == []


def _empty_lines(model: TabularModel, card: Visual) -> list[str]:
    filters = list(column_filters(model, card.document.get("filterConfig", {})))
    return [measure for measure in reference_labels(card) if evaluate_measure(model, measure, filters) is None]


@pytest.mark.parametrize(
    ("page", "name"),
    [("staffing", "recommended"), ("budget", "allocated"), ("funding", "approved"), ("forecast", "published")],
)
def test_what_is_not_published_yet_is_said_in_words(firm: LoadedFirm, page: str, name: str) -> None:
    card = visual(page, name)
    assert shown(firm.model, card) is None
    (words,) = {
        entry["properties"]["showBlankAs"]["expr"]["Literal"]["Value"]
        for entry in card.document["visual"]["objects"]["value"]
    }
    assert "yet" in words
