"""Portfolio: which engagements are healthy, what changed, and what should be done."""

from datetime import timedelta
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.auth.reader import Reader
from dashboard.components import words
from dashboard.components.cards import card
from dashboard.components.charts import chart
from dashboard.components.filters import choice, filters
from dashboard.components.grids import grid
from dashboard.components.notices import empty, notice
from dashboard.components.tiles import tiles
from dashboard.figures.matrix import vec_burn_matrix
from dashboard.figures.trend import trend
from dashboard.page_registry import Query, register_page
from dashboard.page_tables.portfolio import ENGAGEMENTS, MATRIX_COLUMNS, WEEK_COLUMNS
from dashboard.portfolio_cards import Definitions, earned_value_cards, people_cards
from dashboard.queries import names, people
from dashboard.queries import portfolio as queries
from dashboard.queries.parameters import parameter
from dashboard.queries.weeks import HISTORY_WEEKS, reporting_week
from dashboard.tables import Row

NO_DATA = "Load the firm's extracts with `prop load FOLDER --source NAME`, or start `prop demo` for a made-up firm."


@register_page(
    "/",
    name="Portfolio",
    icon="portfolio",
    question="Which engagements are healthy, what changed, and what should be done?",
)
def layout(reader: Reader, query: Query) -> list[Any]:
    """Six numbers, the matrix, the trend, and every engagement."""
    practice, client, partner = query.get("practice"), query.get("client"), query.get("partner")
    weeks = queries.weeks(reader, is_open=query.get("work") != "all", practice=practice, client=client, partner=partner)
    rows = ENGAGEMENTS.rows(reader, query)
    controls = filters(
        query,
        choice("practice", "Practice", names.practices(reader), practice),
        choice("client", "Client", names.clients(reader), client),
        choice("partner", "Partner", names.partners(reader), partner),
        choice("work", "Work", [("all", "Ended work too")], query.get("work"), everything="Open work"),
    )
    if not weeks:
        return [
            controls,
            empty(
                "No engagement to show",
                NO_DATA if not any(query.values()) else "Nothing fits these filters. Clear one of them.",
            ),
        ]
    currencies = sorted(
        {row["currency"] for row in weeks},
        key=lambda code: -max(row["bac_amount"] or 0 for row in weeks if row["currency"] == code),
    )
    weeks = [row for row in weeks if row["currency"] == currencies[0]]
    own = [row for row in rows if row["currency"] == currencies[0]]
    return [
        controls,
        *_other_currencies(currencies),
        _cards(reader, weeks, own, practice),
        dbc.Row(
            [
                _matrix(reader, own),
                _trend(weeks),
                grid(ENGAGEMENTS, rows, query=query, title=_health_title(rows), advice=NO_DATA),
            ],
        ),
    ]


def _other_currencies(currencies: list[str]) -> list[Any]:
    if len(currencies) == 1:
        return []
    return [
        notice(
            "note",
            f"The cards and charts show {currencies[0]}; the table has {words.listing(currencies[1:])} too.",
        )
    ]


def _cards(reader: Reader, weeks: list[Row], engagements: list[Row], practice: str | None) -> html.Div:
    definitions: Definitions = {row["kpi_code"]: row for row in queries.definitions(reader)}
    cards = earned_value_cards(
        weeks, engagements, definitions, currency=weeks[-1]["currency"], tolerance=_tolerance(reader)
    )
    this_week = reporting_week(reader)
    if this_week:
        hours = people.weeks(
            reader, from_date=this_week - timedelta(weeks=HISTORY_WEEKS), to_date=this_week, practice=practice
        )
        cards[3:3] = people_cards(hours, definitions)
    return tiles(*[card(facts) for facts in cards])


def _tolerance(reader: Reader) -> float:
    return float(parameter(reader, "health_tolerance", "0.05"))


def _health_title(rows: list[Row]) -> str:
    ill = [row for row in rows if row["health"] in {"Critical", "Warning"}]
    critical = sum(row["health"] == "Critical" for row in rows)
    if not ill:
        return f"None of {words.count(len(rows), 'engagement')} is in warning"
    serious = f", {critical} of them critical" if critical else ""
    return f"{len(ill)} of {words.count(len(rows), 'engagement')} need{'s' if len(ill) == 1 else ''} attention{serious}"


def _matrix(reader: Reader, rows: list[Row]) -> dbc.Col:
    figure = vec_burn_matrix(rows, tolerance=_tolerance(reader))
    drawn = [row for row in rows if "value_per_burn" in row]
    counts = {
        health: sum(row["health"] == health for row in drawn)
        for health in ("Excellent", "On Track", "Warning", "Ambiguous", "Critical")
    }
    over = [row["engagement_name"] for row in drawn if row["burn"] > 1]
    title = (
        f"{words.listing(over, 2)} {'have' if len(over) > 1 else 'has'} used more than the budget"
        if over
        else "No engagement has used more than its budget"
    )
    counted = ", ".join(f"{count} {health}" for health, count in counts.items() if count)
    summary = f"{counted}. The larger the dot, the larger the budget."
    return chart(
        title,
        figure,
        summary=summary,
        rows=drawn,
        columns=MATRIX_COLUMNS,
        span=7,
        height=400,
        advice="Nothing is recognized yet on the engagements shown.",
    )


def _trend(weeks: list[Row]) -> dbc.Col:
    shown = weeks[-HISTORY_WEEKS:]
    known = [row["spi"] for row in shown if row["spi"] is not None]
    if not known:
        title = "No schedule is due yet"
    elif abs(known[-1] - known[0]) < 0.01:  # noqa: PLR2004 - shown to two decimals
        title = f"SPI has stayed at {words.ratio(known[-1])} over {words.count(len(known), 'week')}"
    else:
        way = "up" if known[-1] > known[0] else "down"
        ends = f"from {words.ratio(known[0])} to {words.ratio(known[-1])}"
        title = f"SPI went {way} {ends} in {words.count(len(known), 'week')}"
    figure = trend(shown, [("spi", "SPI"), ("vec", "VEC"), ("burn", "Burn")], target=(1.0, "on schedule"))
    return chart(
        title,
        figure,
        summary="SPI above 1 is ahead of schedule. VEC and Burn are parts of the budget of the work open in each week.",
        rows=shown[::-1],
        columns=WEEK_COLUMNS,
        span=5,
        height=400,
    )
