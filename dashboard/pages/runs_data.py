"""Runs & data: did the last load and run go well, and what was set aside?"""

from typing import Any

from dash import Input, Output, State, html
from flask import current_app

from dashboard.auth.guard import guarded_callback
from dashboard.auth.reader import PLANNERS, Reader
from dashboard.components import words
from dashboard.components.charts import chart, panel
from dashboard.components.grids import grid
from dashboard.components.notices import empty, notice
from dashboard.components.page_frame import filters
from dashboard.components.filters import choice
from dashboard.components.status import icon, level_of, status
from dashboard.components.tiles import tile, tiles
from dashboard.figures.bars import bars
from dashboard.page_registry import Query, register_page
from dashboard.page_tables.runs_data import ALERTS, FILES, QUARANTINE, REASON_COLUMNS, RUNS
from dashboard.queries import runs_data as queries

RUN_NOW, RUN_ANSWER = "runs-run-now", "runs-answer"
WEEKLY = "weekly"


@register_page("/runs", name="Runs & data", icon="runs", question="Did the last load and the last run go well, and what was set aside?")
def layout(reader: Reader, query: Query) -> list[Any]:
    """Ledger for everybody; files, rows and alerts for those who may see the whole firm."""
    runs = RUNS.rows(reader, query)
    body: list[Any] = [_controls(reader, runs, query)]
    if not reader.has_all_scope:
        advice = "Files, rows set aside and alerts are of the whole firm; ask an administrator for that scope."
        return [*body, notice("note", advice), html.Div([_runs(runs, query)], className="grid")]
    reasons, files, alerts = queries.quarantine_reasons(reader), FILES.rows(reader, query), ALERTS.rows(reader, query)
    return [
        *body,
        _facts(runs, files, reasons, alerts),
        html.Div(
            [
                _steps(reader, runs, query),
                _reasons(reasons),
                _runs(runs, query),
                grid(ALERTS, alerts, query=query, title=f"{words.count(len(alerts), 'open alert')}", advice="No alert is open. The weekly run raises them."),
                grid(FILES, files, query=query, title="Every record of every file is accounted for", summary="Records = header and footer + inserted + updated + unchanged + superseded + set aside.", advice="Nothing was loaded yet. Run `prop load FOLDER`, or `prop demo` for a made-up firm."),
                grid(QUARANTINE, QUARANTINE.rows(reader, query), query=query, title="Rows set aside, with the reason and the line", summary="Correct them in the source and load again; rows whose parent was missing return by themselves.", advice="No row was set aside."),
            ],
            className="grid",
        ),
    ]


@guarded_callback(Output(RUN_ANSWER, "children"), Output("refresh", "data", allow_duplicate=True), Input(RUN_NOW, "n_clicks"), State("refresh", "data"), roles=PLANNERS, prevent_initial_call=True)
def run_now(clicks: int | None, refresh: int | None, *, reader: Reader) -> tuple[Any, int]:
    """Ask the scheduler for a weekly run."""
    if not clicks:
        return "", refresh or 0
    queries.request_run(reader, WEEKLY)
    return "", (refresh or 0) + 1


def _controls(reader: Reader, runs: list[dict[str, Any]], query: Query) -> html.Div:
    waiting = queries.waiting_requests(reader)
    options = [(str(run["run_id"]), f"{run['run_id']} · {run['run_kind']} · {run['iso_week']} · {run['status']}") for run in runs]
    parts: list[Any] = [choice("run", "Steps of run", options, query.get("run"), everything="Newest")]
    if reader.role in PLANNERS:
        parts.append(html.Button("Run now", id=RUN_NOW, className="button button--primary", disabled=bool(waiting)))
    parts.append(html.Span(id=RUN_ANSWER, className="actions__note"))
    if waiting:
        asked = waiting[0]
        zone = current_app.extensions["prop_settings"].time_zone
        parts.append(status("note", f"{asked['run_kind']} run asked for by {asked['requested_by']}, {words.moment(asked['requested_at_utc'], zone)}"))
    return filters(*parts)


def _facts(runs: list[dict[str, Any]], files: list[dict[str, Any]], reasons: list[dict[str, Any]], alerts: list[dict[str, Any]]) -> html.Div:
    last, newest = (runs[0] if runs else None), (files[0] if files else None)
    waiting = sum(row["row_count"] for row in reasons)
    read = sum(file["physical_record_count"] for file in files)
    serious = sum(alert["severity"] == "critical" for alert in alerts)
    return tiles(
        tile("Last run", f"{last['run_kind']} {last['run_id']}" if last else "none", level_of(last["status"] if last else None), str(last["status"]) if last else "none", f"ISO week {last['iso_week']}, as of {words.day(last['as_of_date'])}." if last else "Press “Run now”, or wait for the schedule."),
        tile("Last load", f"batch {newest['batch_id']}" if newest else "none", level_of(newest["status"] if newest else None), str(newest["status"]) if newest else "none", f"From {newest['source_system']}; {words.count(sum(f['batch_id'] == newest['batch_id'] for f in files), 'file')}." if newest else "Run `prop load FOLDER`."),
        tile("Rows set aside", words.number(waiting), "watch" if waiting else "good", "waiting" if waiting else "none", f"Of {words.number(read)} records read in the last {words.count(len(files), 'file')}."),
        tile("Open alerts", words.number(len(alerts)), "bad" if serious else "watch" if alerts else "good", f"{serious} critical" if serious else "none critical", "Raised by the loads and runs, until somebody acknowledges them."),
    )


def _steps(reader: Reader, runs: list[dict[str, Any]], query: Query) -> html.Section:
    known = {str(run["run_id"]): run for run in runs}
    run = known.get(query.get("run", ""), runs[0] if runs else None)
    if run is None:
        return panel("No run yet", empty("Nothing ran yet", "Press “Run now”, or run `prop run weekly`."), span=7)
    message = queries.run_message(reader, run["run_id"])
    items = [
        html.Li(
            [icon(level_of(step["status"])), html.Div([html.Div(step["step_name"], className="list__title"), html.Div(step["detail"] or "", className="list__note")]), html.Div([step["status"], html.Br(), _duration(step)], className="list__end")],
            className="list__item",
        )
        for step in queries.steps(reader, run["run_id"])
    ]
    parts: list[Any] = [notice("bad" if run["status"] == "failed" else "note", message)] if message else []
    return panel(f"Run {run['run_id']} ({run['run_kind']}) {_ended(run)}", *parts, html.Ul(items, className="list") if items else empty("No steps", "This run wrote none."), span=7)


def _ended(run: dict[str, Any]) -> str:
    return {"published": "is published", "failed": "failed", "running": "is running"}.get(run["status"], f"is {run['status']}")


def _duration(step: dict[str, Any]) -> str:
    if step["finished_at_utc"] is None:
        return words.NOTHING
    return f"{words.number((step['finished_at_utc'] - step['started_at_utc']).total_seconds(), 1)} s"


def _reasons(reasons: list[dict[str, Any]]) -> html.Section:
    rows = [row | {"name": f"{row['entity']}: {row['reason_code']}"} for row in reasons]
    title = f"Most rows wait because of “{rows[0]['reason_code']}” in {rows[0]['entity']}" if rows else "No row waits"
    summary = f"{words.count(sum(r['row_count'] for r in rows), 'row')} wait, for {words.count(len(rows), 'reason')}." if rows else "Every row was loaded."
    return chart(title, bars(rows[:12], name="name", value="row_count", words="Rows"), summary=summary, rows=rows, columns=REASON_COLUMNS, span=5, height=max(160, 42 * min(len(rows), 12) + 40), advice="Every row of every file was loaded.")


def _runs(runs: list[dict[str, Any]], query: Query) -> html.Section:
    failed = sum(run["status"] == "failed" for run in runs)
    title = f"{words.count(failed, 'run')} of the last {len(runs)} failed" if failed else f"All of the last {words.count(len(runs), 'run')} went well"
    return grid(RUNS, runs, query=query, title=title, advice="Nothing ran yet. Press “Run now”, or run `prop run weekly`.")


