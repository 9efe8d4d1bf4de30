"""Scenarios: what happens to the plan if work is won, lost, moved or added, or people leave or join."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import ALL, Input, Output, State, ctx, no_update

from config.errors import PropError
from dashboard.auth.guard import guarded_callback
from dashboard.auth.reader import PLANNERS, Reader
from dashboard.components.filters import choice, filters
from dashboard.components.grids import grid
from dashboard.components.notices import notice
from dashboard.page_registry import Query, register_page
from dashboard.page_tables.scenarios import FIGURES, MOVES, chosen
from dashboard.panels import scenario_form as forms
from dashboard.panels import scenarios as panels
from dashboard.queries import scenarios as queries
from dashboard.scenario_changes import SOURCE, change_of
from optimizer.staffing.changes.form import as_plain, changes_from
from optimizer.staffing.changes.words import in_words
from pipeline.scenarios.store import Scenario

OF_THE_FIRM = "Scenarios are of the whole firm; ask an administrator for that scope."


@register_page(
    "/scenarios",
    name="Scenarios",
    icon="scenarios",
    question="What happens to the plan if work is won, lost, moved or added, or people leave or join?",
    roles=PLANNERS,
)
def layout(reader: Reader, query: Query) -> list[Any]:
    """What is in force, one scenario beside the plan as it is, and a form for the next one."""
    if not reader.has_all_scope:
        return [notice("note", OF_THE_FIRM)]
    found, current = queries.scenarios(reader), chosen(reader, query)
    body = [panels.choices(found, current)]
    if current is not None:
        body += [panels.detail(current), *_comparison(reader, query, current)]
    return [
        *([_filters(found, query)] if len(found) > 1 else []),
        *panels.in_force(found),
        dbc.Row([*body, forms.form(queries.material(reader))]),
    ]


def _comparison(reader: Reader, query: Query, current: Scenario) -> list[Any]:
    results = queries.results(reader, current.scenario_id)
    parts = panels.figures(current, results)
    if results.as_of_date is None:
        return parts
    return [
        *parts,
        grid(FIGURES, FIGURES.rows(reader, query), query=query, title="In figures", advice=panels.NOT_SOLVED, span=6),
        grid(
            MOVES,
            MOVES.rows(reader, query),
            query=query,
            title="Who works more or less on what",
            summary="Both plans are near the best ones; part of the moves is between equals.",
            advice="Nobody moves.",
            span=6,
        ),
    ]


def _filters(found: list[Scenario], query: Query) -> Any:
    options = [(str(one.scenario_id), one.name) for one in found]
    return filters(
        query,
        choice("scenario", "Scenario", options, query.get("scenario"), everything="The newest"),
        choice("beside", "Beside it", options, query.get("beside"), everything="None"),
    )


@guarded_callback(
    Output(panels.PROGRESS, "children"),
    Output("refresh", "data", allow_duplicate=True),
    Input({"type": "scenario-do", "action": ALL, "scenario": ALL}, "n_clicks"),
    Input({"type": "scenario-confirmed", "action": ALL, "scenario": ALL}, "submit_n_clicks"),
    State("refresh", "data"),
    roles=PLANNERS,
    prevent_initial_call=True,
)
def act(
    clicks: list[int | None], confirmed: list[int | None], refresh: int | None, *, reader: Reader
) -> tuple[Any, Any]:
    """Solve, apply, revoke or delete the scenario whose button was pressed."""
    if not any([*clicks, *confirmed]) or not isinstance(ctx.triggered_id, dict):
        return no_update, no_update
    action, number = str(ctx.triggered_id["action"]), str(ctx.triggered_id["scenario"])
    try:
        queries.act(reader, action, int(number))
    except (PropError, KeyError, ValueError) as error:
        return notice("bad", str(error)), no_update
    return no_update, (refresh or 0) + 1


@guarded_callback(
    Output(panels.PROGRESS, "children", allow_duplicate=True),
    Output("refresh", "data", allow_duplicate=True),
    Input(panels.TICK, "n_intervals"),
    State("location", "search"),
    State("refresh", "data"),
    roles=PLANNERS,
    prevent_initial_call=True,
)
def look(_ticks: int | None, search: str | None, refresh: int | None, *, reader: Reader) -> tuple[Any, Any]:
    """How far the scenario is; the page is drawn again when it is done."""
    from dashboard.shell import query_of  # noqa: PLC0415 (the shell imports the pages' registry)

    queries.planner(reader)
    current = chosen(reader, query_of(search))
    if current is None or not current.state.is_under_way:
        return no_update, (refresh or 0) + 1
    return panels.progress(current.state), no_update


@guarded_callback(
    Output(forms.FIELDS, "children"), Input(forms.KIND, "value"), roles=PLANNERS, prevent_initial_call=True
)
def show_fields(kind: str | None, *, reader: Reader) -> list[Any]:
    """The fields of the kind of change that was chosen."""
    return forms.fields_of(kind or "", queries.material(reader))


@guarded_callback(
    Output(forms.PICKED, "data"),
    Output(forms.LISTED, "children"),
    Output(forms.ANSWER, "children"),
    Input(forms.ADD, "n_clicks"),
    Input(forms.CLEAR, "n_clicks"),
    State(forms.KIND, "value"),
    State({"type": "scenario-field", "name": ALL}, "value"),
    State({"type": "scenario-field", "name": ALL}, "id"),
    State(forms.PICKED, "data"),
    roles=PLANNERS,
    prevent_initial_call=True,
)
def pick(
    added: int | None,
    _cleared: int | None,
    kind: str | None,
    values: list[Any],
    identities: list[dict[str, str]],
    picked: list[dict[str, Any]] | None,
    *,
    reader: Reader,
) -> tuple[Any, Any, str]:
    """Add the change that the fields describe to those picked so far, or forget them."""
    queries.planner(reader)
    if ctx.triggered_id == forms.CLEAR:
        return [], [], ""
    if not added:
        return no_update, no_update, ""
    try:
        filled = {one["name"]: value for one, value in zip(identities, values, strict=True)}
        earlier = changes_from(picked, SOURCE) if picked else ()
        changes = (*earlier, change_of(kind or "", filled))
    except (PropError, KeyError, ValueError) as error:
        return no_update, no_update, str(error)
    names = queries.material(reader).names
    return as_plain(changes), forms.listed([in_words(one, names) for one in changes]), ""


@guarded_callback(
    Output(forms.ANSWER, "children", allow_duplicate=True),
    Output("location", "search", allow_duplicate=True),
    Output("refresh", "data", allow_duplicate=True),
    Input(forms.SAVE, "n_clicks"),
    State(forms.NAME, "value"),
    State(forms.DESCRIPTION, "value"),
    State(forms.SECONDS, "value"),
    State(forms.PICKED, "data"),
    State("refresh", "data"),
    roles=PLANNERS,
    prevent_initial_call=True,
)
def save(
    clicks: int | None,
    name: str | None,
    description: str | None,
    seconds: float | None,
    picked: list[dict[str, Any]] | None,
    refresh: int | None,
    *,
    reader: Reader,
) -> tuple[str, Any, Any]:
    """Keep the picked changes under a name, and show them."""
    queries.planner(reader)
    if not clicks:
        return "", no_update, no_update
    try:
        changes = changes_from(picked or [], SOURCE)
        limit = min(max(float(seconds or forms.SECONDS_AT_FIRST), 1.0), 600.0)
        kept = queries.save(reader, name or "", changes, description=description or "", time_limit_seconds=limit)
    except (PropError, ValueError) as error:
        return str(error), no_update, no_update
    return "", f"?scenario={kept.scenario_id}", (refresh or 0) + 1
