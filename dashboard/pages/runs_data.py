"""Runs & data: did the last load and run go well, and what was set aside."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import Input, Output, State, html
from flask import current_app

from dashboard.auth.guard import guarded_callback
from dashboard.auth.reader import PLANNERS, Reader
from dashboard.components import words
from dashboard.components.filters import choice, filters
from dashboard.components.grids import grid
from dashboard.components.notices import notice
from dashboard.components.status import status
from dashboard.page_registry import Query, register_page
from dashboard.page_tables.runs_data import ALERTS, FILES, QUARANTINE, RUNS
from dashboard.panels import runs_data as panels
from dashboard.queries import runs_data as queries

RUN_NOW, RUN_ANSWER = "runs-run-now", "runs-answer"
WEEKLY = "weekly"


@register_page(
    "/runs",
    name="Runs & data",
    icon="runs",
    question="Did the last load and the last run go well, and what was set aside?",
)
def layout(reader: Reader, query: Query) -> list[Any]:
    """Ledger for everybody; files, rows and alerts for those who may see the whole firm."""
    runs = RUNS.rows(reader, query)
    body: list[Any] = [_controls(reader, runs, query)]
    if not reader.has_all_scope:
        advice = "Files, rows set aside and alerts are of the whole firm; ask an administrator for that scope."
        return [*body, notice("note", advice), dbc.Row([panels.runs(runs, query)])]
    reasons, files, alerts = queries.quarantine_reasons(reader), FILES.rows(reader, query), ALERTS.rows(reader, query)
    return [
        *body,
        panels.facts(runs, files, reasons, alerts),
        dbc.Row(
            [
                panels.steps(reader, runs, query),
                panels.reasons(reasons),
                panels.runs(runs, query),
                grid(
                    ALERTS,
                    alerts,
                    query=query,
                    title=f"{words.count(len(alerts), 'open alert')}",
                    advice="No alert is open. The weekly run raises them.",
                ),
                grid(
                    FILES,
                    files,
                    query=query,
                    title="Every record of every file is accounted for",
                    summary="Inserted, updated, unchanged, superseded, ignored or set aside.",
                    advice="Nothing was loaded yet. Run `prop load FOLDER`, or `prop demo` for a made-up firm.",
                ),
                grid(
                    QUARANTINE,
                    QUARANTINE.rows(reader, query),
                    query=query,
                    title="Rows set aside, with the reason and the line",
                    summary="Correct them in the source and load again; orphans return when their parent arrives.",
                    advice="No row was set aside.",
                ),
            ],
        ),
    ]


@guarded_callback(
    Output(RUN_ANSWER, "children"),
    Output("refresh", "data", allow_duplicate=True),
    Input(RUN_NOW, "n_clicks"),
    State("refresh", "data"),
    roles=PLANNERS,
    prevent_initial_call=True,
)
def run_now(clicks: int | None, refresh: int | None, *, reader: Reader) -> tuple[Any, int]:
    """Ask the scheduler for a weekly run."""
    if not clicks:
        return "", refresh or 0
    queries.request_run(reader, WEEKLY)
    return "", (refresh or 0) + 1


def _controls(reader: Reader, runs: list[dict[str, Any]], query: Query) -> html.Div:
    waiting = queries.waiting_requests(reader)
    options = [
        (str(run["run_id"]), f"{run['run_id']} · {run['run_kind']} · {run['iso_week']} · {run['status']}")
        for run in runs
    ]
    run = choice("run", "Steps of run", options, query.get("run"), everything="Newest")
    parts: list[Any] = []
    if reader.role in PLANNERS:
        parts.append(dbc.Button("Run now", id=RUN_NOW, color="primary", disabled=bool(waiting)))
    parts.append(html.Span(id=RUN_ANSWER, className="actions__note"))
    if waiting:
        asked = waiting[0]
        when = words.moment(asked["requested_at_utc"], current_app.extensions["prop_settings"].time_zone)
        parts.append(
            status(
                "note",
                f"{asked['run_kind']} run asked for by {asked['requested_by']}, {when}",
            )
        )
    return html.Div([filters(query, run), *parts], className="toolbar")
