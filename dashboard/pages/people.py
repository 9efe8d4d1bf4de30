"""People: who has time, who is over-booked, and where is the bench?"""

from datetime import timedelta
from typing import Any

from dash import html

from dashboard.auth.reader import Reader
from dashboard.components import words
from dashboard.components.charts import chart
from dashboard.components.filters import choice
from dashboard.components.grids import grid
from dashboard.components.notices import empty
from dashboard.components.page_frame import filters
from dashboard.components.tiles import tile, tiles
from dashboard.figures.heat_map import BOOKING, heat_map
from dashboard.figures.trend import trend
from dashboard.page_registry import Query, register_page
from dashboard.page_tables.people import BENCH_EDGE, CONFLICTS, PERSON_WEEK_COLUMNS, PERSON_WEEKS, WEEK_COLUMNS, choices, outlook
from dashboard.queries import names
from dashboard.queries import people as queries
from dashboard.queries.weeks import HISTORY_WEEKS, OUTLOOK_WEEKS, reporting_week
from dashboard.tables import Row

NO_DATA = "Load employees, contracts and assignments with `prop load FOLDER --source NAME`, or start `prop demo`."


@register_page("/people", name="People", icon="people", question="Who has time in the next weeks, who is over-booked, and where is the bench?")
def layout(reader: Reader, query: Query) -> list[Any]:
    """The next weeks person by person, the bench over time, and every conflict."""
    kinds = [("internal", "Internal"), ("external", "External")]
    controls = filters(
        choice("practice", "Practice", names.practices(reader), query.get("practice")),
        choice("level", "Level", names.levels(reader), query.get("level")),
        choice("kind", "Employment", kinds, query.get("kind"), everything="Internal and external"),
    )
    this_week = reporting_week(reader)
    rows = outlook(reader, query)
    if this_week is None or not rows:
        return [controls, empty("Nobody to show", "Nobody fits these filters. Clear one of them." if any(query.values()) else NO_DATA)]
    history = queries.weeks(reader, from_date=this_week - timedelta(weeks=HISTORY_WEEKS), to_date=this_week + timedelta(weeks=OUTLOOK_WEEKS), **choices(query))
    conflicts = [row for row in rows if row["is_overbooked"]]
    return [
        controls,
        _facts(rows, conflicts),
        html.Div(
            [
                _capacity(rows),
                _bench(history),
                _utilization([row for row in history if row["week_start_date"] <= this_week]),
                grid(CONFLICTS, conflicts, query=query, title=_conflict_title(conflicts), summary="Booked hours beyond what leave, holidays and the contract leave free.", advice="Nobody is booked beyond the hours they have."),
                grid(PERSON_WEEKS, rows, query=query, title=f"Every week of {words.count(len({row['employee_id'] for row in rows}), 'person', 'people')}", advice=NO_DATA),
            ],
            className="grid",
        ),
    ]


def _facts(rows: list[Row], conflicts: list[Row]) -> html.Div:
    people = {row["employee_id"]: row["is_external"] for row in rows}
    internal = [row for row in rows if not row["is_external"]]
    external = [row for row in rows if row["is_external"]]
    leave = sum(row["vacation_hours"] for row in rows)
    colliding = sum(row["has_vacation_conflict"] for row in rows)
    return tiles(
        tile("People", words.number(len(people)), "none", f"{sum(people.values())} external", f"With capacity or bookings in the {OUTLOOK_WEEKS + 1} weeks shown."),
        _bench_tile("Bench, internal", internal),
        _bench_tile("Bench, external", external),
        tile("Over-booked weeks", words.number(len(conflicts)), "bad" if conflicts else "good", f"{colliding} with leave" if conflicts else "none", f"{words.number(leave)} h of leave are planned in these weeks."),
    )


def _bench_tile(name: str, rows: list[Row]) -> html.Section:
    capacity, assigned = sum(row["capacity_hours"] for row in rows), sum(row["assigned_hours"] for row in rows)
    if not capacity:
        return tile(name, words.NOTHING, "none", "nobody", "No capacity in these weeks.")
    bench = 1 - assigned / capacity
    level = "bad" if bench < 0 else "watch" if bench > BENCH_EDGE else "good"
    return tile(name, words.percent(bench), level, {"bad": "over-booked", "watch": "free hours"}.get(level, "well booked"), f"{words.number(capacity - assigned)} h free of {words.number(capacity)} h, this and the next {OUTLOOK_WEEKS} weeks.")


def _capacity(rows: list[Row]) -> html.Section:
    for row in rows:
        capacity, assigned = row["capacity_hours"], row["assigned_hours"]
        row["booking"] = min(assigned / capacity, 1.5) if capacity else (1.5 if assigned else None)
        row["mark"] = "!" if row["is_overbooked"] else "L" if row["vacation_hours"] else ""
        row["words"] = f"<b>{row['employee_name']}</b>, week of {row['week_start_date']}<br>{row['state']}: {words.number(assigned, 1)} h booked of {words.number(capacity, 1)} h; leave {words.number(row['vacation_hours'], 1)} h, holidays {words.number(row['holiday_hours'], 1)} h"
    people = list(dict.fromkeys(row["employee_name"] for row in rows))
    free = _freest(rows)
    title = f"{free} has the most free hours" if free else "Nobody has free hours"
    figure = heat_map(rows, down="employee_name", across="week_start_date", value="booking", words="words", mark="mark", scale=BOOKING, limits=(0, 1.5))
    summary = "Amber is free, green is booked, red is over-booked. L: on leave that week; !: booked beyond the hours left."
    return chart(title, figure, summary=summary, rows=rows, columns=PERSON_WEEK_COLUMNS, span=12, height=max(260, 22 * len(people) + 60))


def _freest(rows: list[Row]) -> str | None:
    free: dict[str, float] = {}
    for row in rows:
        free[row["employee_name"]] = free.get(row["employee_name"], 0) + row["capacity_hours"] - row["assigned_hours"]
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


def _bench(history: list[Row]) -> html.Section:
    weeks = _apart(history, "bench")
    known = [row for row in weeks if row.get("internal_bench") is not None]
    peak = max(known, key=lambda row: row["internal_bench"], default=None)
    title = f"The internal bench peaks at {words.percent(peak['internal_bench'])} in the week of {words.week(peak['week_start_date'])}" if peak else "No internal capacity in these weeks"
    figure = trend(weeks, [("internal_bench", "Internal"), ("external_bench", "External")], is_percent=True, target=(BENCH_EDGE, f"at most {words.percent(BENCH_EDGE)}"))
    return chart(title, figure, summary="Hours not assigned as a part of capacity, past and booked ahead; below zero is over-booked.", rows=weeks[::-1], columns=[WEEK_COLUMNS[0], WEEK_COLUMNS[1], WEEK_COLUMNS[2]], span=6)


def _utilization(history: list[Row]) -> html.Section:
    weeks = _apart(history, "utilization")
    known = [row["internal_utilization"] for row in weeks if row.get("internal_utilization") is not None]
    title = f"Internal utilization is {words.percent(known[-1])}, {words.signed((known[-1] - known[0]) * 100)} points in {words.count(len(known), 'week')}" if known else "No internal hours yet"
    figure = trend(weeks, [("internal_utilization", "Internal"), ("external_utilization", "External")], is_percent=True, target=(0.75, "at least 75 %"))
    return chart(title, figure, summary="Billable hours as a part of capacity.", rows=weeks[::-1], columns=[WEEK_COLUMNS[0], WEEK_COLUMNS[3], WEEK_COLUMNS[4]], span=6, advice=NO_DATA)


def _conflict_title(conflicts: list[Row]) -> str:
    people = list(dict.fromkeys(row["employee_name"] for row in conflicts))
    return f"{words.listing(people, 2)} {'are' if len(people) > 1 else 'is'} over-booked" if people else "Nobody is over-booked"
