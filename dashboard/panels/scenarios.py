"""What “Scenarios” shows: which there are, one of them, and what it comes to."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard.components import words
from dashboard.components.charts import chart, panel
from dashboard.components.notices import empty, notice
from dashboard.components.status import Level, icon, status
from dashboard.figures.before_after import before_after
from dashboard.page_tables.scenarios import SPI_COLUMNS, engagements
from dashboard.panels.staffing_plan import SPI_FLOOR
from pipeline.scenarios.results import Results
from pipeline.scenarios.state import State
from pipeline.scenarios.store import Scenario

PROGRESS, TICK = "scenario-progress", "scenario-tick"
TICK_MILLISECONDS = 2000
SHOWN_SENTENCES = 6
NO_SCENARIO = "Pick changes below, or run `prop scenario save NAME CHANGES.json`."
NOT_SOLVED = "Press “Solve”: the plan is made without and with the changes, with the same limits."
LEVELS: dict[str, Level] = {"new": "none", "asked": "note", "solving": "note", "done": "good", "failed": "bad"}
STATE_WORDS = {"new": "Not solved", "asked": "Asked for", "solving": "Solving", "done": "Solved", "failed": "Failed"}


def in_force(found: list[Scenario]) -> list[Any]:
    """What every run takes for granted now."""
    applied = [one for one in found if one.is_in_force]
    if not applied:
        return []
    sentences = [f"{one.name}, applied by {one.applied_by}: {' '.join(one.sentences)}" for one in applied]
    return [notice("watch", html.B("In force: the runs plan with these, until they are revoked."), *sentences)]


def choices(found: list[Scenario], current: Scenario | None) -> dbc.Col:
    """Every scenario, with how far it is."""
    if not found:
        return panel("No scenario yet", empty("Nothing is saved", NO_SCENARIO), span=5)
    items = [_item(one, is_current=current is not None and one.scenario_id == current.scenario_id) for one in found]
    applied = sum(one.is_in_force for one in found)
    title = f"{words.count(len(found), 'scenario')}, {applied or 'none'} in force"
    return panel(title, html.Ul(items, className="list"), span=5)


def detail(one: Scenario) -> dbc.Col:
    """The changes of one scenario, how far it is, and what can be done with it."""
    changes = [html.Li(html.Div(text), className="list__item") for text in one.sentences]
    parts: list[Any] = [html.Ul(changes, className="list"), html.Div(progress(one.state), id=PROGRESS)]
    if one.state.is_under_way:
        parts.append(dcc.Interval(id=TICK, interval=TICK_MILLISECONDS))
    saved = f"Saved by {one.created_by}, {words.day(one.created_at_utc.date())}."
    return panel(one.name, *parts, _buttons(one), summary=f"{one.description} {saved}".strip(), span=7)


def progress(state: State) -> html.Div:
    """How far the scenario is, in words and as a bar."""
    line = html.Span([status(LEVELS[state.status], STATE_WORDS[state.status]), f" {_progress_words(state)}"])
    if state.status != "solving" or not state.count:
        return html.Div(line)
    return html.Div([line, dbc.Progress(value=100 * (state.number - 0.5) / state.count)])


def figures(one: Scenario, results: Results) -> list[Any]:
    """SPI of each engagement without and with the changes, and the findings in words."""
    if results.as_of_date is None:
        return [panel("Not solved yet", empty("Nothing to compare", NOT_SOLVED))]
    rows = engagements(results)
    missed = [row["name"] for row in rows if row.get("spi") is not None and row["spi"] < SPI_FLOOR]
    title = (
        f"With “{one.name}”, {words.count(len(missed), 'engagement')} below the SPI floor"
        if missed
        else f"With “{one.name}”, every engagement is on schedule"
    )
    figure = before_after(
        rows, name="name", before="base_spi", after="spi", floor=(SPI_FLOOR, f"floor {SPI_FLOOR}"),
        words=("As it is", "With the scenario"),
    )  # fmt: skip
    drawn = chart(
        title, figure, summary=f"SPI at the end of the horizon. Below: {words.listing(missed)}.", rows=rows,
        columns=SPI_COLUMNS, span=6, height=max(280, 34 * len(rows) + 70),
    )  # fmt: skip
    return [drawn, _findings(results)]


def _findings(results: Results) -> dbc.Col:
    first, rest = results.sentences[:SHOWN_SENTENCES], results.sentences[SHOWN_SENTENCES:]
    more = [html.Details([html.Summary(f"{len(rest)} more"), _sentences(rest)])] if rest else []
    computed = f"Solved on data as of {words.day(results.as_of_date)}."
    return panel("What it comes to, in words", _sentences(first), *more, summary=computed, span=6)


def _sentences(sentences: list[str]) -> html.Ul:
    return html.Ul([html.Li(text, className="list__item") for text in sentences], className="list")


def _item(one: Scenario, *, is_current: bool) -> html.Li:
    name = html.B(one.name) if is_current else dcc.Link(one.name, href=f"/scenarios?scenario={one.scenario_id}")
    note = f"{words.count(len(one.changes), 'change')}, saved by {one.created_by}"
    badges: list[Any] = [status(LEVELS[one.state.status], STATE_WORDS[one.state.status])]
    if one.is_in_force:
        badges.append(status("watch", "In force"))
    body = html.Div([html.Div(name, className="list__title"), html.Div(note, className="list__note")])
    return html.Li([icon("plan"), body, html.Div(badges, className="list__end")], className="list__item")


def _progress_words(state: State) -> str:
    if state.status == "asked":
        return f"by {state.asked_by}; the scheduler begins within seconds."
    if state.status == "solving" and state.count:
        return f"{state.number} of {state.count}: {state.words}, at most {state.time_limit_seconds:g} s each."
    return state.words


def _buttons(one: Scenario) -> html.Div:
    """Apply and delete ask once more."""
    waits = one.state.is_under_way
    parts: list[Any] = [_button("solve", "Solve", one, color="primary", disabled=waits)]
    if one.is_in_force:
        parts.append(_button("revoke", "Revoke", one))
    else:
        applied = f"Apply “{one.name}”? Every run from now on plans with it, until somebody revokes it."
        parts.append(_asked("apply", "Apply…", one, applied))
        parts.append(_asked("delete", "Delete…", one, f"Delete “{one.name}”? It leaves the list for good."))
    return html.Div(parts, className="actions")


def _button(action: str, word: str, one: Scenario, *, color: str = "secondary", disabled: bool = False) -> dbc.Button:
    identity = {"type": "scenario-do", "action": action, "scenario": one.scenario_id}
    return dbc.Button(word, id=identity, color=color, outline=color != "primary", disabled=disabled)


def _asked(action: str, word: str, one: Scenario, question: str) -> dcc.ConfirmDialogProvider:
    identity = {"type": "scenario-confirmed", "action": action, "scenario": one.scenario_id}
    return dcc.ConfirmDialogProvider(dbc.Button(word, color="secondary", outline=True), id=identity, message=question)
