"""What “People” shows."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.components import words
from dashboard.components.charts import chart
from dashboard.components.status import Level
from dashboard.components.tiles import tile, tiles
from dashboard.figures.heat_map import BOOKING, heat_map
from dashboard.figures.theme import inert
from dashboard.figures.trend import trend
from dashboard.page_tables.people import (
    BENCH_EDGE,
    PERSON_WEEK_COLUMNS,
    WEEK_COLUMNS,
)
from dashboard.panels.people_apart import label_people
from dashboard.queries.weeks import OUTLOOK_WEEKS
from dashboard.tables import Row

NO_DATA = "Load employees, contracts and assignments with `prop load FOLDER --source NAME`, or start `prop demo`."


def facts(rows: list[Row], conflicts: list[Row]) -> html.Div:
    """How many people, and how much of their time is free."""
    people = {row["employee_id"]: row["is_external"] for row in rows}
    internal = [row for row in rows if not row["is_external"]]
    external = [row for row in rows if row["is_external"]]
    leave = sum(row["vacation_hours"] for row in rows)
    colliding = sum(row["has_vacation_conflict"] for row in rows)
    return tiles(
        tile(
            "People",
            words.number(len(people)),
            "none",
            f"{sum(people.values())} external",
            f"With capacity or bookings in the {OUTLOOK_WEEKS + 1} weeks shown.",
        ),
        _bench_tile("Bench, internal", internal),
        _bench_tile("Bench, external", external),
        tile(
            "Over-booked weeks",
            words.number(len(conflicts)),
            "bad" if conflicts else "good",
            f"{colliding} with leave" if conflicts else "none",
            f"{words.number(leave)} h of leave are planned in these weeks.",
        ),
    )


def _bench_tile(name: str, rows: list[Row]) -> dbc.Card:
    capacity, assigned = sum(row["capacity_hours"] for row in rows), sum(row["assigned_hours"] for row in rows)
    if not capacity:
        return tile(name, words.NOTHING, "none", "nobody", "No capacity in these weeks.")
    bench = 1 - assigned / capacity
    level: Level = "bad" if bench < 0 else "watch" if bench > BENCH_EDGE else "good"
    return tile(
        name,
        words.percent(bench),
        level,
        {"bad": "over-booked", "watch": "free hours"}.get(level, "well booked"),
        f"{words.number(capacity - assigned)} h free of {words.number(capacity)} h, now and {OUTLOOK_WEEKS} weeks on.",
    )


def capacity(rows: list[Row]) -> dbc.Col:
    """Person by week: who is free, booked, away or over-booked."""
    label_people(rows)
    for row in rows:
        capacity, assigned = row["capacity_hours"], row["assigned_hours"]
        row["booking"] = min(assigned / capacity, 1.5) if capacity else (1.5 if assigned else None)
        row["mark"] = "!" if row["is_overbooked"] else "L" if row["vacation_hours"] else ""
        row["words"] = (
            f"<b>{inert(row['employee_name'])}</b>, week of {row['week_start_date']}<br>"
            f"{row['state']}: {words.number(assigned, 1)} h booked of {words.number(capacity, 1)} h; "
            f"leave {words.number(row['vacation_hours'], 1)} h, holidays {words.number(row['holiday_hours'], 1)} h"
        )
    people = list(dict.fromkeys(row["person"] for row in rows))
    free = _freest(rows)
    title = f"{free} has the most free hours" if free else "Nobody has free hours"
    figure = heat_map(
        rows,
        down="person",
        across="week_start_date",
        value="booking",
        words="words",
        mark="mark",
        scale=BOOKING,
        limits=(0, 1.5),
    )
    summary = (
        "Amber is free, green is booked, red is over-booked. L: on leave that week; !: booked beyond the hours left."
    )
    return chart(
        title,
        figure,
        summary=summary,
        rows=rows,
        columns=PERSON_WEEK_COLUMNS,
        span=12,
        height=max(260, 22 * len(people) + 60),
    )


def _freest(rows: list[Row]) -> str | None:
    free: dict[str, float] = {}
    for row in rows:
        free[row["person"]] = free.get(row["person"], 0) + row["capacity_hours"] - row["assigned_hours"]
    name = max(free, key=lambda key: free[key], default=None)
    return name if name and free[name] > 0 else None


def _apart(rows: list[Row], field: str) -> list[Row]:
    """One row per week with internal and external values side by side."""
    weeks: dict[Any, Row] = {}
    for row in rows:
        week = weeks.setdefault(row["week_start_date"], {"week_start_date": row["week_start_date"]})
        side = "external" if row["is_external"] else "internal"
        week[f"{side}_{field}"] = row[f"{field}_ratio"]
    return [weeks[key] for key in sorted(weeks)]


def bench(history: list[Row]) -> dbc.Col:
    """The bench over time, internal and external apart."""
    weeks = _apart(history, "bench")
    known = [row for row in weeks if row.get("internal_bench") is not None]
    peak = max(known, key=lambda row: row["internal_bench"], default=None)
    title = (
        f"The internal bench peaks at {words.percent(peak['internal_bench'])} on {words.week(peak['week_start_date'])}"
        if peak
        else "No internal capacity in these weeks"
    )
    figure = trend(
        weeks,
        [("internal_bench", "Internal"), ("external_bench", "External")],
        is_percent=True,
        target=(BENCH_EDGE, f"at most {words.percent(BENCH_EDGE)}"),
    )
    return chart(
        title,
        figure,
        summary="Hours not assigned as a part of capacity, past and booked ahead; below zero is over-booked.",
        rows=weeks[::-1],
        columns=[WEEK_COLUMNS[0], WEEK_COLUMNS[1], WEEK_COLUMNS[2]],
        span=6,
    )


def utilization(history: list[Row]) -> dbc.Col:
    """Utilization over time, internal and external apart."""
    weeks = _apart(history, "utilization")
    known = [row["internal_utilization"] for row in weeks if row.get("internal_utilization") is not None]
    title = (
        f"Internal utilization is {words.percent(known[-1])}, "
        f"{words.signed((known[-1] - known[0]) * 100)} points in {words.count(len(known), 'week')}"
        if known
        else "No internal hours yet"
    )
    figure = trend(
        weeks,
        [("internal_utilization", "Internal"), ("external_utilization", "External")],
        is_percent=True,
        target=(0.75, "at least 75 %"),
    )
    return chart(
        title,
        figure,
        summary="Billable hours as a part of capacity.",
        rows=weeks[::-1],
        columns=[WEEK_COLUMNS[0], WEEK_COLUMNS[3], WEEK_COLUMNS[4]],
        span=6,
        advice=NO_DATA,
    )


def conflict_title(conflicts: list[Row]) -> str:
    """Who is over-booked, in a sentence."""
    people = list(dict.fromkeys(row["employee_name"] for row in conflicts))
    return (
        f"{words.listing(people, 2)} {'are' if len(people) > 1 else 'is'} over-booked"
        if people
        else "Nobody is over-booked"
    )
