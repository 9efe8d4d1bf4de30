"""People: who has time, who is over-booked, and where is the bench."""

from datetime import timedelta
from typing import Any

import dash_bootstrap_components as dbc

from dashboard.auth.reader import Reader
from dashboard.components import words
from dashboard.components.filters import choice, filters
from dashboard.components.grids import grid
from dashboard.components.notices import empty, notice
from dashboard.page_registry import Query, register_page
from dashboard.page_tables.people import (
    CONFLICTS,
    PERSON_WEEKS,
    choices,
    outlook,
)
from dashboard.panels import people as panels
from dashboard.queries import names
from dashboard.queries import people as queries
from dashboard.queries.weeks import HISTORY_WEEKS, OUTLOOK_WEEKS, reporting_week

NO_BOOKING = "No booking is loaded for these weeks, so everybody looks free. “Runs & data” says which files were held."


@register_page(
    "/people",
    name="People",
    icon="people",
    question="Who has time in the next weeks, who is over-booked, and where is the bench?",
)
def layout(reader: Reader, query: Query) -> list[Any]:
    """The next weeks person by person, the bench over time, and every conflict."""
    kinds = [("internal", "Internal"), ("external", "External")]
    controls = filters(
        query,
        choice("practice", "Practice", names.practices(reader), query.get("practice")),
        choice("level", "Level", names.levels(reader), query.get("level")),
        choice("kind", "Employment", kinds, query.get("kind"), everything="Internal and external"),
    )
    this_week = reporting_week(reader)
    rows = outlook(reader, query)
    if this_week is None or not rows:
        return [
            controls,
            empty(
                "Nobody to show",
                "Nobody fits these filters. Clear one of them." if any(query.values()) else panels.NO_DATA,
            ),
        ]
    history = queries.weeks(
        reader,
        from_date=this_week - timedelta(weeks=HISTORY_WEEKS),
        to_date=this_week + timedelta(weeks=OUTLOOK_WEEKS),
        **choices(query),
    )
    conflicts = [row for row in rows if row["is_overbooked"]]
    return [
        controls,
        *([] if any(row["assigned_hours"] for row in rows) else [notice("watch", NO_BOOKING)]),
        panels.facts(rows, conflicts),
        dbc.Row(
            [
                panels.capacity(rows),
                panels.bench(history),
                panels.utilization([row for row in history if row["week_start_date"] <= this_week]),
                grid(
                    CONFLICTS,
                    conflicts,
                    query=query,
                    title=panels.conflict_title(conflicts),
                    summary="Booked hours beyond what leave, holidays and the contract leave free.",
                    advice="Nobody is booked beyond the hours they have.",
                ),
                grid(
                    PERSON_WEEKS,
                    rows,
                    query=query,
                    title=f"Every week of {words.count(len({row['employee_id'] for row in rows}), 'person', 'people')}",
                    advice=panels.NO_DATA,
                ),
            ],
        ),
    ]
