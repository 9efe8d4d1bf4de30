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
from dashboard.page_tables.budget import MONTH_COLUMNS, MONTHS, PERSON_MONTH_COLUMNS
from dashboard.page_tables.budget import people as people_rows
from dashboard.tables import Column, Row

MOST_PEOPLE, FREE_FROM = 24, 0.005
NO_PLAN = "Load initiatives, then run `prop run budget` or press “Run now” on “Runs & data”."


def facts(initiatives: list[Row], benched: list[Row], hires: list[Row]) -> html.Div:
    """How much is delivered and spent, who stays free, and whom it would take."""
    wanted = sum(row["effort_target_man_months"] or 0 for row in initiatives)
    short = sum(row["shortfall_man_months"] for row in initiatives)
    cost, budget = sum(row["cost_amount"] for row in initiatives), sum(row["budget_amount"] for row in initiatives)
    currency = next((row["currency"] for row in initiatives), "")
    free, idle = sum(row["free_ratio"] for row in benched), sum(row["idle_cost_amount"] for row in benched)
    people = sum(row["head_count"] for row in hires)
    return tiles(
        tile(
            "Effort delivered",
            f"{words.number(wanted - short, 1)} months",
            "watch" if short > 0 else "good",
            f"{words.number(short, 1)} short" if short > 0 else "all of it",
            f"Of {words.number(wanted, 1)} months of people's time that the initiatives ask for.",
        ),
        tile(
            "Cost of the plan",
            words.money(cost, currency),
            "good" if cost <= budget else "bad",
            "within budget" if cost <= budget else "over budget",
            f"Of a budget of {words.money(budget, currency)}.",
        ),
        tile(
            "Free people",
            f"{words.number(free, 1)} months",
            "note" if benched else "none",
            words.count(len(benched), "person", "people"),
            f"Not planned on any initiative; it costs {words.money(idle, currency)}.",
        ),
        tile(
            "New colleagues",
            words.number(people),
            "watch" if people else "none",
            "proposed" if people else "none proposed",
            "Whole people who stay, for what the existing staff leaves short.",
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


def people(reader: Reader, query: Query) -> dbc.Col:
    """Who is planned how much, month by month; the busiest first."""
    rows = people_rows(reader, query)
    free: dict[str, float] = {}
    busy: dict[str, float] = {}
    for row in rows:
        row["person"] = f"{row['employee_name']} ({row['employee_source_id']})"
        row["part"] = row["planned_ratio"] / row["available_ratio"] if row["available_ratio"] else 0.0
        row["month"] = words.month(row["month_start_date"])
        row["words"] = (
            f"{inert(row['person'])}, {row['month']}: {words.percent(row['planned_ratio'])} of the month planned, "
            f"{words.percent(row['free_ratio'])} free"
        )
        free[row["person"]] = free.get(row["person"], 0.0) + row["free_ratio"]
        busy[row["person"]] = busy.get(row["person"], 0.0) + row["planned_ratio"]
    shown = sorted(busy, key=lambda name: -busy[name])[:MOST_PEOPLE]
    kept = sorted((row for row in rows if row["person"] in set(shown)), key=lambda row: shown.index(row["person"]))
    left = len(free) - len(shown)
    more = f" {words.count(left, 'person', 'people')} who are planned less are in the table." if left else ""
    return chart(
        _free_title(list(free.values())),
        heat_map(
            kept,
            down="person",
            across="month_start_date",
            value="part",
            words="words",
            limits=(0, 1),
            step_words=words.month_in_two_lines,
        ),
        summary=f"Planned part of each month; pale is free.{more}",
        rows=rows,
        columns=PERSON_MONTH_COLUMNS,
        span=7,
        height=max(240, 24 * len(shown) + 60),
        advice=NO_PLAN,
    )


def _free_title(free: list[float]) -> str:
    """How many have free time, in a sentence."""
    some = sum(months > FREE_FROM for months in free)
    return f"{some} of {words.count(len(free), 'person', 'people')} have free time" if free else "People"


def _height(rows: list[Any]) -> int:
    return max(240, 34 * len(rows) + 60)
