"""What a card of the report shows over a loaded firm: its measure under the visual's own filters."""

import operator
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from tests.powerbi.dax import Filter, TabularModel, evaluate_measure
from tests.powerbi_report.report import Visual, literal

Test = Callable[[Any], bool]
COMPARISONS = {0: operator.eq, 1: operator.gt, 2: operator.ge, 3: operator.lt, 4: operator.le}


def shown(model: TabularModel, visual: Visual, role: str = "Data") -> Any:
    """The value of the first measure of a role."""
    (_, measure) = _named(visual.roles[role][0]["field"], {})
    return evaluate_measure(model, measure, list(column_filters(model, visual.document.get("filterConfig", {}))))


def reference_labels(visual: Visual) -> list[str]:
    """The measures of the small lines below a card's number."""
    labels = visual.document["visual"].get("objects", {}).get("referenceLabel", [])
    return [_named(label["properties"]["value"]["expr"], {})[1] for label in labels]


def column_filters(model: TabularModel, config: dict[str, Any]) -> Iterator[Filter]:
    """The filters on columns, as the sets of values that pass."""
    for held in config.get("filters", []):
        query = held.get("filter")
        if not query or "Measure" in held["field"]:
            continue
        tables = {source["Name"]: source["Entity"] for source in query["From"]}
        for clause in query["Where"]:
            for table, column, passes in _conditions(clause["Condition"], tables):
                allowed = [one for one in model.distinct(table, column) if passes(one[0])]
                yield Filter(((table, column),), frozenset(allowed))


def _conditions(condition: dict[str, Any], tables: dict[str, str]) -> Iterator[tuple[str, str, Test]]:
    if "And" in condition:
        yield from _conditions(condition["And"]["Left"], tables)
        yield from _conditions(condition["And"]["Right"], tables)
    elif "In" in condition:
        wanted = {_value(values[0]) for values in condition["In"]["Values"]}
        yield *_named(condition["In"]["Expressions"][0], tables), lambda value: value in wanted
    else:
        compared = condition["Comparison"]
        holds, bound = COMPARISONS[compared["ComparisonKind"]], _value(compared["Right"])
        yield *_named(compared["Left"], tables), lambda value: value is not None and holds(value, bound)


def _named(field: dict[str, Any], tables: dict[str, str]) -> tuple[str, str]:
    (named,) = field.values()
    source = named["Expression"]["SourceRef"]
    return source.get("Entity") or tables[source["Source"]], named["Property"]


def _value(held: dict[str, Any]) -> Any:
    text = held["Literal"]["Value"]
    if text in {"true", "false"}:
        return text == "true"
    return literal({"expr": held}) if text.startswith("'") else Decimal(text[:-1])
