"""Planning: what do the year's targets take in people and money, and how sure is that."""

from typing import Any

import dash_bootstrap_components as dbc

from dashboard.auth.reader import MONEY_READERS, Reader
from dashboard.components.filters import choice, filters
from dashboard.components.grids import grid
from dashboard.components.notices import empty, notice
from dashboard.page_registry import Query, register_page
from dashboard.page_tables.planning import DRIVERS, HIRES, chosen, scenarios
from dashboard.panels import planning as panels

FOR_THE_FIRM = "Drivers and scenarios belong to the whole firm. Ask an administrator for that scope."


@register_page(
    "/planning",
    name="Planning",
    icon="planning",
    question="What do the year's targets take in people and money, and how sure is that?",
    roles=MONEY_READERS,
)
def layout(reader: Reader, query: Query) -> list[Any]:
    """Scenarios side by side, then one of them in detail."""
    if not reader.has_all_scope:
        return [notice("note", FOR_THE_FIRM)]
    names = [(row["scenario_name"], row["scenario_name"].capitalize()) for row in scenarios(reader, query)]
    if not names:
        return [empty("There are no scenarios yet", panels.NO_PLAN)]
    measures = panels.measures(reader, query)
    scenario = chosen(reader, query)
    return [
        filters(
            query,
            choice("scenario", "Scenario", names, scenario, everything=""),
            choice("measure", "What moves", measures, query.get("measure"), everything="Profit"),
        ),
        panels.facts(reader, query),
        dbc.Row(
            [
                panels.tornado(reader, query),
                panels.draws(reader),
                panels.side_by_side(reader, query),
                panels.demand(reader, query),
                grid(
                    HIRES,
                    HIRES.rows(reader, query),
                    query=query,
                    title="Whom to hire for the new projects",
                    summary="Whole people who stay; months of the planned year.",
                    advice="The people who are free are enough, or hires would not be used enough.",
                ),
                grid(
                    DRIVERS,
                    DRIVERS.rows(reader, query),
                    query=query,
                    title=f"What {scenario} assumes, and where it comes from",
                    advice=panels.NO_PLAN,
                ),
            ],
        ),
    ]
