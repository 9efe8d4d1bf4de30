"""What “Budget” shows."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.auth.reader import Reader
from dashboard.components import words
from dashboard.components.charts import chart
from dashboard.components.tiles import tile, tiles
from dashboard.figures.bars import asked_and_given
from dashboard.figures.heat_map import heat_map
from dashboard.figures.theme import inert
from dashboard.page_registry import Query
from dashboard.page_tables.budget import MONTH_COLUMNS, MONTHS
from dashboard.tables import Column, Row

NO_PLAN = "Load initiatives and funding requests, then run `prop run budget` or press “Run now” on “Runs & data”."


def facts(initiatives: list[Row], requests: list[Row]) -> html.Div:
    """How much is delivered, spent, funded and returned."""
    wanted = sum(row["effort_target_man_months"] or 0 for row in initiatives)
    short = sum(row["shortfall_man_months"] for row in initiatives)
    cost, budget = sum(row["cost_amount"] for row in initiatives), sum(row["budget_amount"] for row in initiatives)
    asked, given = sum(row["requested_amount"] for row in requests), sum(row["funded_amount"] for row in requests)
    back = sum(row["expected_return_amount"] for row in requests)
    funded = sum(row["is_funded"] for row in requests)
    currency = next((row["currency"] for row in (*initiatives, *requests)), "")
    return tiles(
        tile("Effort delivered", words.NOTHING, "none", "no plan", "No initiative is planned.")
        if not initiatives
        else tile(
            "Effort delivered",
            f"{words.number(wanted - short, 1)} months",
            "watch" if short > 0 else "good",
            f"{words.number(short, 1)} short" if short > 0 else "all of it",
            f"Of {words.number(wanted, 1)} months of people's time that the initiatives ask for.",
        ),
        tile("Cost of the plan", words.NOTHING, "none", "no plan", "No initiative is planned.")
        if not initiatives
        else tile(
            "Cost of the plan",
            words.money(cost, currency),
            "good" if cost <= budget else "bad",
            "within budget" if cost <= budget else "over budget",
            f"Of a budget of {words.money(budget, currency)}.",
        ),
        tile(
            "Funded",
            words.money(given, currency),
            "good" if funded == len(requests) else "watch",
            f"{funded} of {len(requests)}",
            f"Of {words.money(asked, currency)} requested.",
        ),
        tile(
            "Expected return",
            words.money(back, currency),
            "note",
            f"{words.ratio(back / given)} per unit" if given else "none",
            "Of the money given, if the requests return what they say.",
        ),
    )


def effort_title(rows: list[Row]) -> str:
    """Which initiatives fall short, in a sentence."""
    short = [row["initiative_name"] for row in rows if row["state"] != "Delivered"]
    if not rows:
        return "Initiatives"
    return (
        f"{len(short)} of {words.count(len(rows), 'initiative')} {'falls' if len(short) == 1 else 'fall'} short"
        if short
        else f"All {len(rows)} initiatives get the effort they ask for"
    )


def effort(rows: list[Row]) -> dbc.Col:
    """Effort wanted and delivered, by initiative."""
    short = [row["initiative_name"] for row in rows if row["state"] != "Delivered"]
    columns = (
        Column("initiative_name", "Initiative"),
        Column("effort_target_man_months", "Wanted (months)", "hours"),
        Column("effort_man_months", "Delivered (months)", "hours"),
    )
    figure = asked_and_given(
        rows,
        name="initiative_name",
        asked=("effort_target_man_months", "Wanted"),
        given=("effort_man_months", "Delivered"),
        form=",.1f",
    )
    summary = f"Short: {words.listing(short)}." if short else "In months of people's time, in order of priority."
    return chart(
        effort_title(rows),
        figure,
        summary=summary,
        rows=rows,
        columns=columns,
        span=5,
        height=_height(rows),
        advice=NO_PLAN,
    )


def months(reader: Reader, query: Query) -> dbc.Col:
    """People's time by initiative and month."""
    rows = MONTHS.rows(reader, query)
    for row in rows:
        row["month"] = words.month(row["month_start_date"])
        row["words"] = (
            f"{inert(row['initiative_name'])}, {row['month']}: {words.number(row['man_months'], 2)} months by "
            f"{words.count(row['person_count'], 'person', 'people')}, cost {words.money(row['cost_amount'])}"
        )
    figure = heat_map(
        rows,
        down="initiative_name",
        across="month_start_date",
        value="man_months",
        words="words",
        step_words=words.month_in_two_lines,
    )
    busiest = max(rows, key=lambda row: row["man_months"], default=None)
    title = (
        f"{busiest['initiative_name']} takes the most people, in {busiest['month']}"
        if busiest
        else "Initiatives by month"
    )
    names = {row["initiative_name"] for row in rows}
    return chart(
        title,
        figure,
        summary="Months of people's time by initiative and month; the stronger the shade, the more.",
        rows=rows,
        columns=MONTH_COLUMNS,
        span=7,
        height=_height(list(names)),
        advice=NO_PLAN,
    )


def funding_title(rows: list[Row]) -> str:
    """Which requests get nothing, in a sentence."""
    refused = [row["service_line"] for row in rows if not row["is_funded"]]
    if not rows:
        return "Funding requests"
    return (
        f"{words.listing(refused, 2)} {'gets' if len(refused) == 1 else 'get'} nothing"
        if refused
        else f"All {len(rows)} requests are funded, at least in part"
    )


def requests(rows: list[Row]) -> dbc.Col:
    """Money requested and funded."""
    columns = (
        Column("service_line", "Service line"),
        Column("requested_amount", "Requested", "money"),
        Column("funded_amount", "Funded", "money"),
    )
    figure = asked_and_given(
        rows, name="service_line", asked=("requested_amount", "Requested"), given=("funded_amount", "Funded")
    )
    in_part = [row["service_line"] for row in rows if row["state"] == "In part"]
    return chart(
        funding_title(rows),
        figure,
        summary=f"In part: {words.listing(in_part)}.",
        rows=rows,
        columns=columns,
        span=5,
        height=_height(rows),
        advice=NO_PLAN,
    )


def _height(rows: list[Any]) -> int:
    return max(240, 34 * len(rows) + 60)
