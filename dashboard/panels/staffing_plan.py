"""What “Staffing plan” shows."""

import dash_bootstrap_components as dbc
from dash import html

from dashboard.auth.reader import PLANNERS, Reader
from dashboard.components import words
from dashboard.components.charts import chart, panel
from dashboard.components.grids import ag_grid, export_links
from dashboard.components.notices import empty
from dashboard.components.tiles import tile, tiles
from dashboard.figures.before_after import before_after
from dashboard.figures.heat_map import CHANGE, heat_map
from dashboard.figures.theme import inert
from dashboard.page_registry import Query
from dashboard.page_tables.staffing_plan import ASSIGNMENTS, CHANGED_HOURS, OUTCOME_COLUMNS, WEEK_COLUMNS
from dashboard.panels.people_apart import label_people
from dashboard.tables import Row

SPI_FLOOR = 0.85
GRID, REASON, ANSWER = "grid-assignments", "plan-reason", "plan-answer"
NO_PLAN = "Run `prop run staffing`, or press “Run now” on “Runs & data”."
MOST_PEOPLE = 22


def facts(rows: list[Row], outcomes: list[Row], violations: list[Row]) -> html.Div:
    """What does the plan change, and what does it reach."""
    recommended, current = sum(row["recommended_hours"] for row in rows), sum(row["current_hours"] for row in rows)
    changed = [row for row in rows if row["change"] != "Same"]
    people = {row["employee_id"] for row in changed}
    missed = [
        row["engagement_name"] for row in outcomes if row["spi_after"] is not None and row["spi_after"] < SPI_FLOOR
    ]
    return tiles(
        tile(
            "Hours recommended",
            words.number(recommended),
            "note",
            f"{words.signed(recommended - current)} h",
            f"Against {words.number(current)} h booked now, over the horizon.",
        ),
        tile(
            "Assignments that change",
            words.number(len(changed)),
            "note",
            f"{sum(r['change'] == 'New' for r in changed)} new",
            f"For {words.count(len(people), 'person', 'people')}, of {words.count(len(rows), 'assignment')} in all.",
        ),
        tile(
            "Engagements on schedule",
            f"{len(outcomes) - len(missed)} of {len(outcomes)}",
            "watch" if missed else "good",
            f"{len(missed)} below {SPI_FLOOR}" if missed else "all",
            f"Below even with the plan: {words.listing(missed, 2)}."
            if missed
            else f"SPI reaches {SPI_FLOOR} everywhere at the end of the horizon.",
        ),
        tile(
            "Rules bent",
            words.number(len(violations)),
            "watch" if violations else "good",
            "see below" if violations else "none",
            "Each with its amount and the cheapest repair.",
        ),
    )


def outcomes(rows: list[Row]) -> dbc.Col:
    """SPI without and with the plan, by engagement."""
    missed = [row["engagement_name"] for row in rows if row["spi_after"] is not None and row["spi_after"] < SPI_FLOOR]
    title = (
        f"{words.count(len(missed), 'engagement stays', 'engagements stay')} behind schedule even with the plan"
        if missed
        else "With the plan, every engagement is on schedule"
    )
    figure = before_after(
        rows, name="engagement_name", before="spi_before", after="spi_after", floor=(SPI_FLOOR, f"floor {SPI_FLOOR}")
    )
    summary = (
        f"SPI at the end of the horizon. Behind: {words.listing(missed)}."
        if missed
        else "SPI at the end of the horizon, without and with the plan's hours."
    )
    return chart(
        title,
        figure,
        summary=summary,
        rows=rows,
        columns=OUTCOME_COLUMNS,
        span=5,
        height=max(280, 32 * len(rows) + 70),
        advice=NO_PLAN,
    )


def weeks(rows: list[Row]) -> dbc.Col:
    """Recommended hours by person and week, shaded by the change."""
    label_people(rows)
    for row in rows:
        row["change_hours"] = row["recommended_hours"] - row["current_hours"]
        row["week"] = words.week(row["week_start_date"])
        row["mark"] = words.number(row["recommended_hours"])
        row["words"] = (
            f"{inert(row['employee_name'])}, week of {row['week_start_date']}: "
            f"{words.number(row['recommended_hours'], 1)} h recommended, {words.number(row['current_hours'], 1)} h now"
        )
    changing = _by_change(rows)
    people = changing[:MOST_PEOPLE]
    drawn = sorted((row for row in rows if row["person"] in people), key=lambda row: people.index(row["person"]))
    most = max([8.0, *(abs(row["change_hours"]) for row in drawn)])
    figure = heat_map(
        drawn,
        down="person",
        across="week_start_date",
        value="change_hours",
        words="words",
        mark="mark",
        scale=CHANGE,
        limits=(-most, most),
    )
    title = f"{people[0]}’s weeks change the most" if people else "The plan moves nobody"
    rest = len(changing) - len(people)
    left_out = f" The {words.count(rest, 'other')} who change less are in the table below." if rest else ""
    summary = f"Recommended hours by person and week; green is more than now, amber less.{left_out}"
    return chart(
        title,
        figure,
        summary=summary,
        rows=drawn,
        columns=WEEK_COLUMNS,
        span=7,
        height=max(280, 26 * len(people) + 60),
        advice="What is booked is what the plan recommends.",
    )


def _by_change(rows: list[Row]) -> list[str]:
    """The people whose hours move, those who move most first."""
    moved: dict[str, float] = {}
    for row in rows:
        moved[row["person"]] = moved.get(row["person"], 0) + abs(row["change_hours"])
    return sorted((name for name, hours in moved.items() if hours > CHANGED_HOURS), key=lambda name: -moved[name])


def assignments(reader: Reader, query: Query, everything: list[Row]) -> dbc.Col:
    """Every assignment with its reason; planners can choose and decide."""
    rows = everything if query.get("show") == "all" else [row for row in everything if row["change"] != "Same"]
    scope = "" if query.get("show") == "all" else " to decide"
    title = f"{words.count(len(rows), 'assignment')}{scope}, each with its reason"
    if not rows:
        return panel(
            "Nothing changes",
            empty(
                "What is booked is what the plan recommends", "Choose “All of the plan” above to see every assignment."
            ),
        )
    is_planner = reader.role in PLANNERS
    return panel(
        title,
        ag_grid(ASSIGNMENTS.columns, rows, identity=GRID, selects=is_planner),
        *([_buttons()] if is_planner else []),
        summary="Accepted and pinned hours stay in the next run; a rejected person is not proposed there again.",
        tools=export_links(ASSIGNMENTS, query),
    )


def _buttons() -> html.Div:
    kinds = (("accept", "Accept", "primary"), ("pin", "Pin", "secondary"), ("reject", "Reject", "secondary"))
    return html.Div(
        [
            *[
                dbc.Button(word, id={"type": "decide", "kind": kind}, color=color, outline=color != "primary")
                for kind, word, color in kinds
            ],
            dbc.Label("Reason", html_for=REASON, class_name="visually-hidden"),
            dbc.Input(id=REASON, type="text", placeholder="Reason (optional)", maxlength=400, debounce=True),
            html.Span(id=ANSWER, className="actions__note", role="status"),
        ],
        className="actions",
    )
