"""Staffing plan: who should work where, what does it change, and why?"""

from typing import Any

from dash import ALL, Input, Output, State, ctx, dcc, html

from dashboard.auth.guard import guarded_callback
from dashboard.auth.reader import PLANNERS, Reader
from dashboard.components import words
from dashboard.components.charts import chart, panel
from dashboard.components.filters import choice
from dashboard.components.grids import ag_grid, export_links, grid
from dashboard.components.notices import empty
from dashboard.components.page_frame import filters
from dashboard.components.solve_notice import solve_notice
from dashboard.components.tiles import tile, tiles
from dashboard.figures.before_after import before_after
from dashboard.figures.heat_map import CHANGE, heat_map
from dashboard.page_registry import Query, register_page
from dashboard.page_tables.staffing_plan import ASSIGNMENTS, CHANGED_HOURS, OUTCOME_COLUMNS, VIOLATIONS, WEEK_COLUMNS
from dashboard.queries import decisions, names
from dashboard.queries import staffing_plan as queries
from dashboard.queries.runs import newest_run, solves
from dashboard.tables import Row

SPI_FLOOR = 0.85
GRID, REASON, ANSWER = "grid-assignments", "plan-reason", "plan-answer"
NO_PLAN = "Run `prop run staffing`, or press “Run now” on “Runs & data”."
MOST_PEOPLE = 40


@register_page("/staffing-plan", name="Staffing plan", icon="plan", question="Who should work where in the next weeks, what does that change, and why?")
def layout(reader: Reader, query: Query) -> list[Any]:
    """The newest published plan, beside what is booked now."""
    run_id = newest_run(reader, "staffing_plan")
    if run_id is None:
        return [empty("There is no staffing plan yet", NO_PLAN)]
    engagement, practice = query.get("engagement"), query.get("practice")
    everything = ASSIGNMENTS.rows(reader, {**query, "show": "all"})
    outcomes = queries.outcomes(reader, run_id=run_id, engagement=engagement)
    violations = VIOLATIONS.rows(reader, query)
    weeks = queries.weeks(reader, run_id=run_id, engagement=engagement, practice=practice)
    return [
        _filters(reader, query),
        *[solve_notice(solve) for solve in solves(reader, run_id) if solve["model"].startswith("staffing")],
        _facts(everything, outcomes, violations),
        html.Div(
            [
                _outcomes(outcomes),
                _weeks(weeks),
                _assignments(reader, query, everything),
                grid(VIOLATIONS, violations, query=query, title=f"The plan bends {words.count(len(violations), 'rule')}" if violations else "The plan bends no rule", summary="Elastic rules may be bent at a price; hard ones never are.", advice="Every elastic rule is kept as well."),
            ],
            className="grid",
        ),
    ]


@guarded_callback(
    Output(ANSWER, "children"),
    Output("refresh", "data", allow_duplicate=True),
    Input({"type": "decide", "kind": ALL}, "n_clicks"),
    State(GRID, "selectedRows"),
    State(REASON, "value"),
    State("refresh", "data"),
    roles=PLANNERS,
    prevent_initial_call=True,
)
def decide(clicks: list[int | None], selected: list[Row] | None, reason: str | None, refresh: int | None, *, reader: Reader) -> tuple[str, int]:
    """Write what the manager decided about the chosen assignments."""
    run_id = newest_run(reader, "staffing_plan")
    if not any(clicks) or not ctx.triggered_id or run_id is None:
        return "", refresh or 0
    pairs = [pair for row in selected or [] if (pair := _pair(row))]
    if not pairs:
        return "Choose assignments in the table first. Nothing was changed.", refresh or 0
    kind = ctx.triggered_id["kind"]
    count = decisions.decide(reader, run_id=run_id, pairs=pairs, kind=kind, reason=reason or "")
    return f"{words.count(count, 'assignment')}: {kind}. The next run keeps to it.", (refresh or 0) + 1


def _pair(row: Row) -> tuple[int, int] | None:
    employee, _, phase = str(row.get("row_id", "")).partition("-")
    return (int(employee), int(phase)) if employee.isdigit() and phase.isdigit() else None


def _filters(reader: Reader, query: Query) -> html.Div:
    return filters(
        choice("engagement", "Engagement", names.engagements(reader), query.get("engagement"), wide=True),
        choice("practice", "Practice", names.practices(reader), query.get("practice")),
        choice("show", "Assignments", [("all", "All of the plan")], query.get("show"), everything="Only what changes"),
    )


def _facts(rows: list[Row], outcomes: list[Row], violations: list[Row]) -> html.Div:
    recommended, current = sum(row["recommended_hours"] for row in rows), sum(row["current_hours"] for row in rows)
    changed = [row for row in rows if row["change"] != "Same"]
    people = {row["employee_id"] for row in changed}
    missed = [row["engagement_name"] for row in outcomes if row["spi_after"] is not None and row["spi_after"] < SPI_FLOOR]
    return tiles(
        tile("Hours recommended", words.number(recommended), "note", f"{words.signed(recommended - current)} h", f"Against {words.number(current)} h booked now, over the horizon."),
        tile("Assignments that change", words.number(len(changed)), "note", f"{sum(r['change'] == 'New' for r in changed)} new", f"For {words.count(len(people), 'person', 'people')}, of {words.count(len(rows), 'assignment')} in all."),
        tile("Engagements on schedule", f"{len(outcomes) - len(missed)} of {len(outcomes)}", "watch" if missed else "good", f"{len(missed)} below {SPI_FLOOR}" if missed else "all", f"Below even with the plan: {words.listing(missed, 2)}." if missed else f"SPI reaches {SPI_FLOOR} everywhere at the end of the horizon."),
        tile("Rules bent", words.number(len(violations)), "watch" if violations else "good", "see below" if violations else "none", "Each with its amount and the cheapest repair."),
    )


def _outcomes(rows: list[Row]) -> html.Section:
    missed = [row["engagement_name"] for row in rows if row["spi_after"] is not None and row["spi_after"] < SPI_FLOOR]
    title = f"{words.count(len(missed), 'engagement')} stay behind schedule even with the plan" if missed else "With the plan, every engagement is on schedule"
    figure = before_after(rows, name="engagement_name", before="spi_before", after="spi_after", floor=(SPI_FLOOR, f"floor {SPI_FLOOR}"))
    summary = f"SPI at the end of the horizon. Behind: {words.listing(missed)}." if missed else "SPI at the end of the horizon, without and with the plan's hours."
    return chart(title, figure, summary=summary, rows=rows, columns=OUTCOME_COLUMNS, span=5, height=max(280, 32 * len(rows) + 70), advice=NO_PLAN)


def _weeks(rows: list[Row]) -> html.Section:
    for row in rows:
        row["change_hours"] = row["recommended_hours"] - row["current_hours"]
        row["week"] = words.week(row["week_start_date"])
        row["mark"] = words.number(row["recommended_hours"])
        row["words"] = f"{row['employee_name']}, week of {row['week_start_date']}: {words.number(row['recommended_hours'], 1)} h recommended, {words.number(row['current_hours'], 1)} h now"
    moved: dict[str, float] = {}
    for row in rows:
        moved[row["employee_name"]] = moved.get(row["employee_name"], 0) + abs(row["change_hours"])
    people = sorted((name for name, hours in moved.items() if hours > CHANGED_HOURS), key=lambda name: -moved[name])[:MOST_PEOPLE]
    drawn = sorted((row for row in rows if row["employee_name"] in people), key=lambda row: people.index(row["employee_name"]))
    most = max([8.0, *(abs(row["change_hours"]) for row in drawn)])
    figure = heat_map(drawn, down="employee_name", across="week_start_date", value="change_hours", words="words", mark="mark", scale=CHANGE, limits=(-most, most))
    title = f"{people[0]}’s weeks change the most" if people else "The plan moves nobody"
    summary = "Recommended hours by person and week; green is more than now, amber less. Those who change most come first."
    return chart(title, figure, summary=summary, rows=drawn, columns=WEEK_COLUMNS, span=7, height=max(280, 26 * len(people) + 60), advice="What is booked is what the plan recommends.")


def _assignments(reader: Reader, query: Query, everything: list[Row]) -> html.Section:
    rows = everything if query.get("show") == "all" else [row for row in everything if row["change"] != "Same"]
    title = f"{words.count(len(rows), 'assignment')}{'' if query.get('show') == 'all' else ' to decide'}, each with its reason"
    if not rows:
        return panel("Nothing changes", empty("What is booked is what the plan recommends", "Choose “All of the plan” above to see every assignment."))
    is_planner = reader.role in PLANNERS
    return panel(
        title,
        ag_grid(ASSIGNMENTS.columns, rows, identity=GRID, selects=is_planner),
        *([_buttons()] if is_planner else []),
        summary="Accepted and pinned hours stay in the next run; a rejected person is not proposed for that phase again.",
        tools=export_links(ASSIGNMENTS, query),
    )


def _buttons() -> html.Div:
    kinds = (("accept", "Accept", " button--primary"), ("pin", "Pin", ""), ("reject", "Reject", ""))
    return html.Div(
        [
            *[html.Button(word, id={"type": "decide", "kind": kind}, className=f"button{style}") for kind, word, style in kinds],
            dcc.Input(id=REASON, type="text", placeholder="Reason (optional)", maxLength=400, className="text-input", debounce=True),
            html.Span(id=ANSWER, className="actions__note", role="status"),
        ],
        className="actions",
    )
