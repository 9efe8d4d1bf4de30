"""Tables of “Scenarios”."""

from collections.abc import Sequence
from typing import Any

from dashboard.auth.reader import PLANNERS, Reader
from dashboard.page_registry import Query
from dashboard.queries import scenarios as queries
from dashboard.tables import Column, Row, Table, register_table
from pipeline.scenarios.results import Measure, Results
from pipeline.scenarios.side_by_side import WORDS
from pipeline.scenarios.store import Scenario

PERCENT = {"gap", "bench_ratio"}
SPI_COLUMNS = (
    Column("name", "Engagement"),
    Column("base_spi", "SPI as it is", "ratio"),
    Column("spi", "SPI with the scenario", "ratio"),
    Column("hours", "Hours", "hours"),
    Column("unmet_hours", "Not filled (h)", "hours"),
)


def chosen(reader: Reader, query: Query, name: str = "scenario") -> Scenario | None:
    """The scenario that the query names; the newest one where it names none."""
    found = queries.scenarios(reader)
    asked = query.get(name, "")
    if asked:
        return next((one for one in found if str(one.scenario_id) == asked), None)
    return found[-1] if found and name == "scenario" else None


def figures(reader: Reader, query: Query) -> list[Row]:
    """Each figure of the plan as it is, of the scenario, and of the one beside it."""
    one, other = chosen(reader, query), chosen(reader, query, "beside")
    if one is None:
        return []
    first = queries.results(reader, one.scenario_id)
    second = queries.results(reader, other.scenario_id) if other else Results()
    return [
        {
            "name": words,
            "base": _written(code, found.base if found and not code.endswith(("_won", "_lost", "_expected")) else None),
            "scenario": _written(code, found.value if found else None),
            "change": _written(code, _difference(found)),
            "beside": _written(code, beside.value if (beside := second.of_firm(code)) else None),
        }
        for code, words in WORDS.items()
        if (found := first.of_firm(code)) or second.of_firm(code)
    ]


def engagements(results: Results) -> list[Row]:
    """SPI, hours and what nobody fills, by engagement."""
    rows: dict[str, Row] = {}
    for measure in results.engagements:
        row = rows.setdefault(measure.subject, {"name": measure.subject})
        row |= {measure.code: measure.value, f"base_{measure.code}": measure.base}
    return list(rows.values())


def moves(reader: Reader, query: Query) -> list[Row]:
    """Who works more or less on what."""
    one = chosen(reader, query)
    return _moves(queries.results(reader, one.scenario_id).moves) if one else []


def _moves(found: Sequence[Measure]) -> list[Row]:
    rows = []
    for measure in found:
        person, _, phase = measure.subject.partition(" on ")
        base, hours = measure.base or 0.0, measure.value or 0.0
        rows.append({"person": person, "phase": phase, "base": base, "hours": hours, "change": hours - base})
    return rows


def _difference(measure: Measure | None) -> float | None:
    if measure is None or measure.value is None or measure.base is None or measure.code == "gap":
        return None
    return measure.value - measure.base


def _written(code: str, value: float | None) -> Any:
    """Percentages as such, the others with a decimal; text, because one column holds several units."""
    if value is None:
        return None
    return f"{value:.1%}" if code in PERCENT else f"{value:,.1f}"


FIGURES = register_table(
    Table(
        "scenario-figures",
        "A scenario in figures",
        (
            Column("name", "Figure", "text", 150),
            Column("base", "As it is", "text", 76),
            Column("scenario", "Scenario", "text", 76),
            Column("change", "Change", "text", 76),
            Column("beside", "Beside it", "text", 76),
        ),
        figures,
        roles=PLANNERS,
    )
)
MOVES = register_table(
    Table(
        "scenario-moves",
        "Who moves in a scenario",
        (
            Column("person", "Person", "text", 108),
            Column("phase", "Engagement and phase", "text", 168),
            Column("base", "As it is (h)", "hours", 70),
            Column("hours", "Scenario (h)", "hours", 70),
            Column("change", "Change (h)", "hours", 70),
        ),
        moves,
        roles=PLANNERS,
    )
)
