"""Staffing plan: who should work where, what does it change, and why."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import ALL, Input, Output, State, ctx, html

from dashboard.auth.guard import guarded_callback
from dashboard.auth.reader import PLANNERS, Reader
from dashboard.components import words
from dashboard.components.filters import choice, filters
from dashboard.components.grids import grid
from dashboard.components.notices import empty
from dashboard.components.solve_notice import solve_notice
from dashboard.page_registry import Query, register_page
from dashboard.page_tables.staffing_plan import ASSIGNMENTS, VIOLATIONS
from dashboard.panels import staffing_plan as panels
from dashboard.panels.staffing_answers import answers
from dashboard.queries import decisions, names
from dashboard.queries import staffing_plan as queries
from dashboard.queries.runs import newest_run, newest_solve
from dashboard.tables import Row


@register_page(
    "/staffing-plan",
    name="Staffing plan",
    icon="plan",
    question="Who should work where in the next weeks, what does that change, and why?",
)
def layout(reader: Reader, query: Query) -> list[Any]:
    """The newest published plan, beside what is booked now."""
    run_id = newest_run(reader, "staffing")
    if run_id is None:
        return [empty("There is no staffing plan yet", panels.NO_PLAN)]
    engagement, practice = query.get("engagement"), query.get("practice")
    everything = ASSIGNMENTS.rows(reader, {**query, "show": "all"})
    outcomes = queries.outcomes(reader, run_id=run_id, engagement=engagement)
    violations = VIOLATIONS.rows(reader, query)
    weeks = queries.weeks(reader, run_id=run_id, engagement=engagement, practice=practice)
    return [
        _filters(reader, query),
        *([solve_notice(solve)] if (solve := newest_solve(reader, "staffing")) else []),
        panels.facts(everything, outcomes, violations),
        dbc.Row(
            [
                panels.outcomes(outcomes),
                panels.weeks(weeks),
                panels.assignments(reader, query, everything),
                grid(
                    VIOLATIONS,
                    violations,
                    query=query,
                    title=f"The plan bends {words.count(len(violations), 'rule')}"
                    if violations
                    else "The plan bends no rule",
                    summary="Elastic rules may be bent at a price; hard ones never are.",
                    advice="Every elastic rule is kept as well.",
                ),
                *answers(reader, query),
            ],
        ),
    ]


@guarded_callback(
    Output(panels.ANSWER, "children"),
    Output("refresh", "data", allow_duplicate=True),
    Input({"type": "decide", "kind": ALL}, "n_clicks"),
    State(panels.GRID, "selectedRows"),
    State(panels.REASON, "value"),
    State("refresh", "data"),
    roles=PLANNERS,
    prevent_initial_call=True,
)
def decide(
    clicks: list[int | None], selected: list[Row] | None, reason: str | None, refresh: int | None, *, reader: Reader
) -> tuple[str, int]:
    """Write what the manager decided about the chosen assignments."""
    run_id = newest_run(reader, "staffing")
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
        query,
        choice("engagement", "Engagement", names.engagements(reader), query.get("engagement"), wide=True),
        choice("practice", "Practice", names.practices(reader), query.get("practice")),
        choice("show", "Assignments", [("all", "All of the plan")], query.get("show"), everything="Only what changes"),
    )
