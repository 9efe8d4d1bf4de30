"""What every page has: its question, how fresh its data are, its filters, and a warning when they are stale."""

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.components import words
from dashboard.components.notices import notice
from dashboard.page_registry import Page
from dashboard.queries.freshness import Freshness


def page_frame(page: Page, freshness: Freshness, body: Sequence[Any]) -> html.Div:
    """The page with its head; the body's first part may be the filters."""
    head = html.Div(
        [html.Div([html.H1(page.name), html.P(page.question, className="page__question")]), freshness_line(freshness)],
        className="page__head",
    )
    warnings = (
        [notice("bad" if freshness.has_failed_run else "watch", *freshness.warnings)] if freshness.warnings else []
    )
    return html.Div([head, *warnings, *body], className="page")


def freshness_line(freshness: Freshness) -> html.Div:
    """`Data as of …, batch …, run …`."""
    published = words.moment(freshness.run_published_at_utc, freshness.time_zone)
    run = f"{freshness.run_id} ({freshness.run_kind}, {published})" if freshness.run_id else "none yet"
    return html.Div(
        [
            html.Span(["Data as of ", html.B(words.day(freshness.as_of_date))]),
            html.Span(["Batch ", html.B(str(freshness.batch_id or "none yet"))]),
            html.Span(["Run ", html.B(run)]),
            *([html.Span(html.B("A made-up firm"))] if freshness.is_demo else []),
        ],
        className="freshness",
    )
