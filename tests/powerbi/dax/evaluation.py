"""Evaluates DAX as its documentation says: filter context, row context, and CALCULATE that turns one into the other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.powerbi.dax.context import Filter, FilterContext, Key
from tests.powerbi.dax.model import TabularModel
from tests.powerbi.dax.syntax import Binary, Block, Bracketed, Call, Column, Listed, Name, Number, Text, Unary
from tests.powerbi.dax.values import OPERATORS, scalar, strictly_same


@dataclass(frozen=True)
class Table:
    """Rows over columns that keep where they come from."""

    columns: tuple[Key, ...]
    rows: list[tuple[Any, ...]]


@dataclass
class Scope:
    """Where an expression stands: its filters, its current rows, and its variables."""

    context: FilterContext
    current: dict[Key, Any] = field(default_factory=dict)
    variables: dict[str, Any] = field(default_factory=dict)

    @property
    def model(self) -> TabularModel:
        return self.context.model

    def at(self, table: Table, row: tuple[Any, ...]) -> "Scope":
        """The scope with a row of a table as the current one."""
        current = self.current | dict(zip(table.columns, row, strict=True))
        return Scope(self.context, current, self.variables)

    def under(self, context: FilterContext) -> "Scope":
        """The scope under other filters; no row is current any more."""
        return Scope(context, {}, self.variables)


FUNCTIONS: dict[str, Callable[..., Any]] = {}


def function(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Registers what a function does with its arguments, not yet evaluated."""

    def register(body: Callable[..., Any]) -> Callable[..., Any]:
        FUNCTIONS[name] = body
        return body

    return register


def evaluate_measure(
    model: TabularModel, name: str, filters: list[Filter] | None = None, *, culture: str = "en-US"
) -> Any:
    """The value of a measure where the filters hold."""
    return _measured(name, FilterContext(model, tuple(filters or ()), culture=culture))


def rows_for(model: TabularModel, table: str, condition: Any, user: str) -> list[tuple[Any, ...]]:
    """The rows of a table that a role's filter, as a syntax tree, lets a user see."""
    scope = Scope(FilterContext(model, user=user))
    every = whole_table(table, scope)
    return [row for row in every.rows if evaluate(condition, scope.at(every, row))]


def evaluate(tree: Any, scope: Scope) -> Any:
    """The value of an expression: a scalar, or a Table.

    Raises
    ------
    NotImplementedError
        The expression is beyond the subset.
    """
    return _EVALUATORS[type(tree)](tree, scope)


def whole_table(name: str, scope: Scope, *, is_filtered: bool = True) -> Table:
    """A table of the model, under the filters or with all its rows."""
    table = table_name(name, scope)
    rows = scope.context.rows(table) if is_filtered else scope.model.tables[table]
    names = list(scope.model.tables[table][0]) if scope.model.tables[table] else []
    return Table(tuple((table, one) for one in names), [tuple(row[one] for one in names) for row in rows])


def table_name(name: str, scope: Scope) -> str:
    return scope.model.names[name.casefold()]


def key_of(column: Column, scope: Scope) -> Key:
    return table_name(column.table, scope), column.column


def _name(tree: Name, scope: Scope) -> Any:
    wanted = tree.name.casefold()
    return scope.variables[wanted] if wanted in scope.variables else whole_table(tree.name, scope)


def _column(tree: Column, scope: Scope) -> Any:
    return scalar(scope.current[key_of(tree, scope)])


def _measure(tree: Bracketed, scope: Scope) -> Any:
    """A measure is an expression of its own, within a CALCULATE: rows become filters, variables stay behind."""
    return _measured(tree.name, rows_as_filters(scope))


def _measured(name: str, context: FilterContext) -> Any:
    """A measure's value, computed once per context."""
    key = (name, *context.key)
    values = context.model.found_values
    if key not in values:
        values[key] = evaluate(context.model.measure(name), Scope(context))
    return values[key]


def rows_as_filters(scope: Scope) -> FilterContext:
    """The context transition."""
    if not scope.current:
        return scope.context
    filters = [Filter((column,), frozenset({(value,)})) for column, value in scope.current.items()]
    return scope.context.freed(set(scope.current)).narrowed(filters)


def _call(tree: Call, scope: Scope) -> Any:
    if tree.function not in FUNCTIONS:
        raise NotImplementedError(f"The evaluator does not know {tree.function}.")
    return FUNCTIONS[tree.function](scope, *tree.arguments)


def _binary(tree: Binary, scope: Scope) -> Any:
    left = evaluate(tree.left, scope)
    if tree.operator in {"&&", "||"}:
        decided = bool(left) == (tree.operator == "||")
        return bool(left) if decided else bool(evaluate(tree.right, scope))
    right = evaluate(tree.right, scope)
    if tree.operator == "IN":
        return any(strictly_same(left, scalar(one)) for (one,) in right.rows)
    return OPERATORS[tree.operator](left, right)


def _unary(tree: Unary, scope: Scope) -> Any:
    value = evaluate(tree.operand, scope)
    return -value if tree.operator == "-" and value is not None else value


def _block(tree: Block, scope: Scope) -> Any:
    inner = Scope(scope.context, scope.current, dict(scope.variables))
    for name, expression in tree.variables:
        inner.variables[name.casefold()] = evaluate(expression, inner)
    return evaluate(tree.result, inner)


_EVALUATORS: dict[type, Callable[[Any, Scope], Any]] = {
    Number: lambda tree, _: tree.value,
    Text: lambda tree, _: tree.value,
    Name: _name,
    Column: _column,
    Bracketed: _measure,
    Call: _call,
    Binary: _binary,
    Unary: _unary,
    Block: _block,
    Listed: lambda tree, scope: Table((("", "Value"),), [(evaluate(one, scope),) for one in tree.values]),
}
