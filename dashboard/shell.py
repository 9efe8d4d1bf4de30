"""The frame around the pages: navigation, reader, theme, and the one callback that draws a page from the address."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

import dash_bootstrap_components as dbc
from dash import ALL, ClientsideFunction, Dash, Input, Output, State, dcc, html
from flask import g

from dashboard.auth.guard import check_role, guarded_callback
from dashboard.auth.reader import READERS, Reader
from dashboard.components.notices import empty
from dashboard.components.page_frame import page_frame
from dashboard.components.spoken import aria
from dashboard.components.status import icon
from dashboard.page_registry import PAGES, Query
from dashboard.queries.freshness import freshness

_LONGEST_VALUE = 200


def shell() -> html.Div:
    """The empty frame; the page inside is asked for afterwards, with its address."""
    reader: Reader | None = g.get("reader") if g else None
    return html.Div(
        [
            dcc.Location(id="location", refresh="callback-nav"),
            dcc.Store(id="page-title"),
            dcc.Store(id="refresh", data=0),
            html.Aside(
                [_brand(), html.Nav(dbc.Nav(id="nav", vertical=True), **aria(label="Pages")), _foot(reader)],
                className="sidebar",
            ),
            dbc.Container(html.Div(_waiting(), id="page"), fluid=True, tag="main", id="main"),
            html.Div(id="announcement", className="visually-hidden", **aria(live="polite")),
        ],
        className="shell",
    )


def install_browser_callbacks(app: Dash) -> None:
    """What the browser does without asking: filters into the address, the page's name into the title."""
    app.clientside_callback(  # type: ignore[no-untyped-call] # Dash has no types here
        ClientsideFunction("prop", "filters_to_search"),
        Output("location", "search"),
        Input({"type": "filter", "name": ALL}, "value"),
        State({"type": "filter", "name": ALL}, "id"),
        State("location", "search"),
        prevent_initial_call=True,
    )
    app.clientside_callback(  # type: ignore[no-untyped-call] # as above
        ClientsideFunction("prop", "page_title"), Output("announcement", "children"), Input("page-title", "data")
    )
    app.clientside_callback(  # type: ignore[no-untyped-call] # as above
        ClientsideFunction("prop", "fold"),
        Output("filters", "is_open"),
        Input("filters-toggle", "n_clicks"),
        State("filters", "is_open"),
        prevent_initial_call=True,
    )


@guarded_callback(
    Output("page", "children"),
    Output("nav", "children"),
    Output("page-title", "data"),
    Input("location", "pathname"),
    Input("location", "search"),
    Input("refresh", "data"),
    roles=READERS,
)
def show_page(pathname: str | None, search: str | None, _refresh: int, *, reader: Reader) -> tuple[Any, Any, str]:
    """Draw the page that the address names, for readers who may see it."""
    page = PAGES.get(pathname or "/")
    if page is None:
        return (
            empty("There is no such page", dcc.Link("Go to the portfolio", href="/")),
            _links(reader, ""),
            "Not found",
        )
    check_role(reader, page.roles)
    today = datetime.now(UTC).date()
    return (
        page_frame(page, freshness(reader, today), page.layout(reader, query_of(search))),
        _links(reader, page.path),
        page.name,
    )


def query_of(search: str | None) -> Query:
    """The address's parameters, each once and of sane length."""
    return {key: value[:_LONGEST_VALUE] for key, value in parse_qsl((search or "").lstrip("?")[:2000]) if value}


def _links(reader: Reader, here: str) -> list[dbc.NavLink]:
    return [
        dbc.NavLink([icon(page.icon), html.Span(page.name)], href=page.path, active=page.path == here)
        for page in PAGES.values()
        if reader.role in page.roles
    ]


def _brand() -> dcc.Link:
    name = html.Span(
        [
            html.Span("PROP", className="brand__name"),
            html.Br(),
            html.Span("People and money, planned", className="brand__line"),
        ]
    )
    return dcc.Link([html.Span(className="brand__mark"), name], href="/", className="brand", title="Portfolio")


def _foot(reader: Reader | None) -> html.Div:
    who = (
        [
            html.Div(reader.display_name, className="reader__name"),
            html.Div(reader.role.capitalize(), className="reader__role"),
        ]
        if reader
        else []
    )
    theme = dbc.Button(
        [icon("theme"), html.Span("Theme", className="btn__word")],
        id="theme-toggle",
        color="link",
        title="Light or dark",
    )
    leave = dbc.Button(
        [icon("leave"), html.Span("Sign out", className="btn__word")], color="link", type="submit", title="Sign out"
    )
    sign_out = dbc.Form(leave, action="/logout", method="post", prevent_default_on_submit=False)
    return html.Div(
        [
            html.Div(who, className="reader"),
            html.Div([theme, sign_out], className="sidebar__buttons"),
        ],
        className="sidebar__foot",
    )


def _waiting() -> html.Div:
    return html.Div([html.Div(), html.Div(), html.Div()], className="waiting", **aria(label="Loading"))
