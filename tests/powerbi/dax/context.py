"""What is filtered, and which rows of each table are left."""

from dataclasses import dataclass, replace
from typing import Any

from tests.powerbi.dax.model import Relationship, TabularModel

Key = tuple[str, str]
"""A table and a column."""


@dataclass(frozen=True)
class Filter:
    """The tuples of values that the columns, of one table, may take."""

    columns: tuple[Key, ...]
    allowed: frozenset[tuple[Any, ...]]

    @property
    def table(self) -> str:
        return self.columns[0][0]

    def without(self, columns: set[Key]) -> "Filter | None":
        """What is left of the filter when columns are freed."""
        kept = [place for place, column in enumerate(self.columns) if column not in columns]
        if len(kept) == len(self.columns):
            return self
        if not kept:
            return None
        allowed = frozenset(tuple(values[place] for place in kept) for values in self.allowed)
        return Filter(tuple(self.columns[place] for place in kept), allowed)


@dataclass
class FilterContext:
    """The filters in force; rows are looked up once per table."""

    model: TabularModel
    filters: tuple[Filter, ...] = ()
    activated: frozenset[Relationship] = frozenset()
    user: str = ""
    culture: str = "en-US"

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes two contexts the same."""
        return frozenset(self.filters), self.activated, self.user, self.culture

    def freed(self, columns: set[Key]) -> "FilterContext":
        """The context without filters on these columns."""
        left = (one.without(columns) for one in self.filters)
        return replace(self, filters=tuple(one for one in left if one))

    def narrowed(self, filters: list[Filter]) -> "FilterContext":
        """The context with more filters."""
        return replace(self, filters=(*self.filters, *filters))

    def activating(self, relationships: set[Relationship]) -> "FilterContext":
        return replace(self, activated=self.activated | relationships)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The table's rows that every filter on it, or on what filters it, lets through."""
        near = self.model.reachable(table)
        key = table, frozenset(one for one in self.filters if one.table in near), self.activated
        if key not in self.model.found_rows:
            self.model.found_rows[key] = self._found(table)
        return self.model.found_rows[key]

    def _found(self, table: str) -> list[dict[str, Any]]:
        left = self.model.tables[table]
        for one in self.filters:
            if one.table == table:
                names = [column for _, column in one.columns]
                left = [row for row in left if tuple(row[name] for name in names) in one.allowed]
        for relationship in self._in_force(table):
            if self.is_filtered(relationship.to_table):
                keys = {row[relationship.to_column] for row in self.rows(relationship.to_table)}
                left = [row for row in left if row[relationship.from_column] in keys]
        return left

    def is_filtered(self, table: str) -> bool:
        return any(one.table == table for one in self.filters) or any(
            self.is_filtered(relationship.to_table) for relationship in self._in_force(table)
        )

    def _in_force(self, table: str) -> list[Relationship]:
        """Active relationships; an activated one takes the place of the others between the same tables."""
        replaced = {(one.from_table, one.to_table) for one in self.activated}
        return [
            one
            for one in self.model.lookups[table]
            if one in self.activated or (one.is_active and (one.from_table, one.to_table) not in replaced)
        ]
