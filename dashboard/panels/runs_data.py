"""What “Runs & data” shows."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.auth.reader import Reader
from dashboard.components import words
from dashboard.components.charts import chart, panel
from dashboard.components.grids import grid
from dashboard.components.notices import empty, notice
from dashboard.components.status import icon, level_of
from dashboard.components.tiles import tile, tiles
from dashboard.figures.bars import bars
from dashboard.page_registry import Query
from dashboard.page_tables.runs_data import REASON_COLUMNS, RUNS
from dashboard.queries import runs_data as queries


def facts(
    runs: list[dict[str, Any]], files: list[dict[str, Any]], reasons: list[dict[str, Any]], alerts: list[dict[str, Any]]
) -> html.Div:
    """How did the last run and load end, and what waits."""
    last, newest = (runs[0] if runs else None), (files[0] if files else None)
    waiting = sum(row["row_count"] for row in reasons)
    read = sum(file["physical_record_count"] for file in files)
    serious = sum(alert["severity"] == "critical" for alert in alerts)
    return tiles(
        tile(
            "Last run",
            f"{last['run_kind']} {last['run_id']}" if last else "none",
            level_of(last["status"] if last else None),
            str(last["status"]) if last else "none",
            f"ISO week {last['iso_week']}, as of {words.day(last['as_of_date'])}."
            if last
            else "Press “Run now”, or wait for the schedule.",
        ),
        tile(
            "Last load",
            f"batch {newest['batch_id']}" if newest else "none",
            level_of(newest["status"] if newest else None),
            str(newest["status"]) if newest else "none",
            f"From {newest['source_system']}; {words.count(_files_of(files, newest['batch_id']), 'file')}."
            if newest
            else "Run `prop load FOLDER`.",
        ),
        tile(
            "Rows set aside",
            words.number(waiting),
            "watch" if waiting else "good",
            "waiting" if waiting else "none",
            f"Of {words.number(read)} records read in the last {words.count(len(files), 'file')}.",
        ),
        tile(
            "Open alerts",
            words.number(len(alerts)),
            "bad" if serious else "watch" if alerts else "good",
            f"{serious} critical" if serious else "none critical",
            "Raised by the loads and runs, until somebody acknowledges them.",
        ),
    )


def steps(reader: Reader, runs: list[dict[str, Any]], query: Query) -> dbc.Col:
    """The steps of one run."""
    known = {str(run["run_id"]): run for run in runs}
    run = known.get(query.get("run", ""), runs[0] if runs else None)
    if run is None:
        return panel("No run yet", empty("Nothing ran yet", "Press “Run now”, or run `prop run weekly`."), span=7)
    message = queries.run_message(reader, run["run_id"])
    items = [
        html.Li(
            [
                icon(level_of(step["status"])),
                html.Div(
                    [
                        html.Div(step["step_name"], className="list__title"),
                        html.Div(step["detail"] or "", className="list__note"),
                    ]
                ),
                html.Div([step["status"], html.Br(), _duration(step)], className="list__end"),
            ],
            className="list__item",
        )
        for step in queries.steps(reader, run["run_id"])
    ]
    parts: list[Any] = [notice("bad" if run["status"] == "failed" else "note", message)] if message else []
    return panel(
        f"Run {run['run_id']} ({run['run_kind']}) {_ended(run)}",
        *parts,
        html.Ul(items, className="list") if items else empty("No steps", "This run wrote none."),
        span=7,
    )


def _ended(run: dict[str, Any]) -> str:
    return {"published": "is published", "failed": "failed", "running": "is running"}.get(
        run["status"], f"is {run['status']}"
    )


def _duration(step: dict[str, Any]) -> str:
    if step["finished_at_utc"] is None:
        return words.NOTHING
    return f"{words.number((step['finished_at_utc'] - step['started_at_utc']).total_seconds(), 1)} s"


def reasons(reasons: list[dict[str, Any]]) -> dbc.Col:
    """Why rows were set aside."""
    rows = [row | {"name": f"{row['entity']}: {row['reason_code']}"} for row in reasons]
    title = f"Most rows wait because of “{rows[0]['reason_code']}” in {rows[0]['entity']}" if rows else "No row waits"
    summary = (
        f"{words.count(sum(r['row_count'] for r in rows), 'row')} wait, for {words.count(len(rows), 'reason')}."
        if rows
        else "Every row was loaded."
    )
    return chart(
        title,
        bars(rows[:12], name="name", value="row_count", words="Rows"),
        summary=summary,
        rows=rows,
        columns=REASON_COLUMNS,
        span=5,
        height=max(160, 42 * min(len(rows), 12) + 40),
        advice="Every row of every file was loaded.",
    )


def runs(runs: list[dict[str, Any]], query: Query) -> dbc.Col:
    """The newest runs."""
    failed = sum(run["status"] == "failed" for run in runs)
    title = (
        f"{words.count(failed, 'run')} of the last {len(runs)} failed"
        if failed
        else f"All of the last {len(runs)} runs went well"
        if len(runs) > 1
        else "The only run went well"
    )
    return grid(
        RUNS, runs, query=query, title=title, advice="Nothing ran yet. Press “Run now”, or run `prop run weekly`."
    )


def _files_of(files: list[dict[str, Any]], batch_id: int) -> int:
    return sum(file["batch_id"] == batch_id for file in files)
