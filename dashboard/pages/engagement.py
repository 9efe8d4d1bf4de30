"""Engagement: how does one engagement stand, and what does the plan do for it."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.auth.reader import Reader
from dashboard.components.filters import choice, filters
from dashboard.components.grids import grid
from dashboard.components.notices import empty
from dashboard.page_registry import Query, register_page
from dashboard.page_tables.engagement import PEOPLE, PHASES, chosen, most_pressing
from dashboard.panels import engagement as panels
from dashboard.queries import engagement as queries
from dashboard.queries import names

PROPOSED = "The one that most needs attention. Choose another to see it."


@register_page(
    "/engagement",
    name="Engagement",
    icon="engagement",
    question="How does one engagement stand, why, and what does the plan do for it?",
)
def layout(reader: Reader, query: Query) -> list[Any]:
    """Its measures, its trend, its phases, its people and its planned weeks."""
    options = names.engagements(reader)
    proposed = None if query.get("engagement") else most_pressing(reader)
    controls = filters(
        query,
        choice(
            "engagement",
            "Engagement",
            options,
            query.get("engagement"),
            everything=dict(options).get(proposed or "", "Choose an engagement"),
            wide=True,
        ),
        *([html.Span(PROPOSED, className="actions__note")] if proposed else []),
    )
    if not options:
        return [
            controls,
            empty(
                "No engagement to show", "Load the firm's extracts, or ask an administrator for a practice or client."
            ),
        ]
    query = {**query, "engagement": proposed} if proposed else query
    engagement = chosen(reader, query)
    if engagement is None:
        return [
            controls,
            empty("There is no such engagement", "Choose one above, or follow a name in the portfolio's table."),
        ]
    weeks = queries.weeks(reader, engagement_id=engagement["engagement_id"])
    phases, people = PHASES.rows(reader, query), PEOPLE.rows(reader, query)
    return [
        controls,
        panels.verdict(engagement),
        panels.facts(reader, engagement),
        dbc.Row(
            [
                panels.progress(weeks),
                panels.plan(reader, engagement),
                grid(
                    PHASES,
                    phases,
                    query=query,
                    title=panels.phase_title(phases),
                    advice="This engagement has no phase. Load its milestones.",
                ),
                grid(
                    PEOPLE,
                    people,
                    query=query,
                    title=panels.people_title(people),
                    advice="Nobody worked on it lately, and nobody is booked.",
                    span=8,
                ),
                panels.record(engagement),
            ],
        ),
    ]
