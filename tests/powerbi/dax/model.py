"""A tabular model with its rows: tables, relationships from many to one, and measures."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from tests.powerbi.dax.parser import parse

Row = dict[str, Any]


@dataclass(frozen=True)
class Relationship:
    """``from_table`` holds the many rows; filters flow from the one side to it, never back."""

    from_table: str
    from_column: str
    to_table: str
    to_column: str
    is_active: bool = True


@dataclass(eq=False)
class TabularModel:
    """Rows by table and column name, and the text of each measure; what was found once is kept."""

    tables: dict[str, list[Row]]
    relationships: list[Relationship]
    measures: dict[str, str]
    parsed: dict[str, Any] = field(default_factory=dict, repr=False)
    found_rows: dict[Any, list[Row]] = field(default_factory=dict, repr=False)
    found_values: dict[Any, Any] = field(default_factory=dict, repr=False)
    distinct_values: dict[tuple[str, str], list[tuple[Any, ...]]] = field(default_factory=dict, repr=False)

    def measure(self, name: str) -> Any:
        """The syntax tree of a measure."""
        if name not in self.parsed:
            self.parsed[name] = parse(self.measures[name])
        return self.parsed[name]

    @cached_property
    def names(self) -> dict[str, str]:
        """Tables by their name without case."""
        return {name.casefold(): name for name in self.tables}

    @cached_property
    def lookups(self) -> dict[str, list[Relationship]]:
        """The relationships that leave each table towards the one side."""
        found: dict[str, list[Relationship]] = defaultdict(list)
        for relationship in self.relationships:
            found[relationship.from_table].append(relationship)
        return found

    def distinct(self, table: str, column: str) -> list[tuple[Any, ...]]:
        """Every value of a column, once."""
        if (table, column) not in self.distinct_values:
            self.distinct_values[table, column] = list(dict.fromkeys((row[column],) for row in self.tables[table]))
        return self.distinct_values[table, column]

    @cache  # noqa: B019 - a model lives as long as its tests
    def reachable(self, table: str) -> frozenset[str]:
        """The table with everything that could filter it, through active relationships or not."""
        return frozenset({table}.union(*(self.reachable(one.to_table) for one in self.lookups[table])))

    def expanded(self, table: str) -> set[str]:
        """The table with everything that filters it through active relationships."""
        found = {table}
        for relationship in self.lookups[table]:
            if relationship.is_active:
                found |= self.expanded(relationship.to_table)
        return found
