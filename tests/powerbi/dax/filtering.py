"""Functions of DAX that return tables, and CALCULATE."""

from typing import Any

from tests.powerbi.dax.context import Filter, FilterContext, Key
from tests.powerbi.dax.evaluation import (
    Scope,
    Table,
    evaluate,
    function,
    key_of,
    rows_as_filters,
    table_name,
    whole_table,
)
from tests.powerbi.dax.syntax import Binary, Call, Column, Name
from tests.powerbi.dax.values import same, scalar, spoken


@function("VALUES")
def _values(scope: Scope, argument: Any) -> Table:
    if isinstance(argument, Name):
        return whole_table(argument.name, scope)
    key = key_of(argument, scope)
    return _one_column(key, scope.context.rows(key[0]))


@function("DISTINCT")
def _distinct(scope: Scope, argument: Any) -> Table:
    """Of a column its values, of a table expression its different rows."""
    if isinstance(argument, Column):
        return _values(scope, argument)
    table: Table = evaluate(argument, scope)
    return Table(table.columns, list(dict.fromkeys(table.rows)))


@function("UNION")
def _union(scope: Scope, *tables: Any) -> Table:
    found = [evaluate(one, scope) for one in tables]
    return Table(found[0].columns, [row for table in found for row in table.rows])


@function("ALL")
def _all(scope: Scope, argument: Any) -> Table:
    """As a table; as an argument of CALCULATE it only frees columns."""
    if isinstance(argument, Name):
        return whole_table(argument.name, scope, is_filtered=False)
    key = key_of(argument, scope)
    return Table((key,), scope.model.distinct(*key))


@function("FILTER")
def _filter(scope: Scope, table: Any, condition: Any) -> Table:
    rows: Table = evaluate(table, scope)
    return Table(rows.columns, [row for row in rows.rows if evaluate(condition, scope.at(rows, row))])


@function("HASONEVALUE")
def _hasonevalue(scope: Scope, column: Any) -> bool:
    return len(_values(scope, column).rows) == 1


@function("SELECTEDVALUE")
def _selectedvalue(scope: Scope, column: Any, otherwise: Any = None) -> Any:
    rows = _values(scope, column).rows
    if len(rows) == 1:
        return scalar(rows[0][0])
    return None if otherwise is None else evaluate(otherwise, scope)


@function("RELATED")
def _related(scope: Scope, column: Any) -> Any:
    table, name = key_of(column, scope)
    for one in scope.model.relationships:
        key = (one.from_table, one.from_column)
        if one.is_active and one.to_table == table and key in scope.current:
            rows = scope.model.tables[table]
            return next((scalar(row[name]) for row in rows if row[one.to_column] == scope.current[key]), None)
    raise NotImplementedError(f"No current row leads to {table}.")


@function("CONCATENATEX")
def _concatenatex(scope: Scope, table: Any, expression: Any, between: Any, order: Any = None) -> str:
    rows: Table = evaluate(table, scope)
    inner = [scope.at(rows, row) for row in rows.rows]
    if order is not None:
        inner.sort(key=lambda one: evaluate(order, one))
    return evaluate(between, scope).join(spoken(evaluate(expression, one)) for one in inner)


@function("SELECTCOLUMNS")
def _selectcolumns(scope: Scope, table: Any, *named: Any) -> Table:
    rows: Table = evaluate(table, scope)
    columns = tuple(("", evaluate(name, scope)) for name in named[::2])
    return Table(columns, [tuple(evaluate(one, scope.at(rows, row)) for one in named[1::2]) for row in rows.rows])


@function("LOOKUPVALUE")
def _lookupvalue(scope: Scope, column: Any, *pairs: Any) -> Any:
    """The one value where the columns have the values, whatever is filtered; BLANK where nothing has them."""
    table, name = key_of(column, scope)
    wanted = [
        (key_of(one, scope)[1], evaluate(value, scope)) for one, value in zip(pairs[::2], pairs[1::2], strict=True)
    ]
    rows = scope.model.tables[table]
    found = {scalar(row[name]) for row in rows if all(same(scalar(row[one]), value) for one, value in wanted)}
    if len(found) > 1:
        raise ValueError(f"LOOKUPVALUE finds {len(found)} values of {table}[{name}].")
    return next(iter(found), None)


@function("CALCULATETABLE")
def _calculatetable(scope: Scope, expression: Any, *arguments: Any) -> Table:
    return evaluate(expression, scope.under(changed_context(scope, arguments)))


@function("CALCULATE")
def _calculate(scope: Scope, expression: Any, *arguments: Any) -> Any:
    return evaluate(expression, scope.under(changed_context(scope, arguments)))


def changed_context(scope: Scope, arguments: tuple[Any, ...]) -> FilterContext:
    """Arguments are evaluated outside; then rows become filters, columns are freed, and the new filters hold."""
    freed: set[Key] = set()
    kept: list[Filter] = []
    new: list[Filter] = []
    activated = set()
    for argument in arguments:
        name = argument.function if isinstance(argument, Call) else ""
        if name in {"ALL", "REMOVEFILTERS"}:
            freed |= _freed(scope, argument.arguments)
        elif name == "USERELATIONSHIP":
            activated |= _between(scope, *argument.arguments)
        elif name == "KEEPFILTERS":
            kept.append(_as_filter(scope, argument.arguments[0]))
        else:
            new.append(_as_filter(scope, argument))
    freed |= {column for one in new for column in one.columns}
    return rows_as_filters(scope).freed(freed).narrowed(kept + new).activating(activated)


def _freed(scope: Scope, arguments: tuple[Any, ...]) -> set[Key]:
    """The columns named; a table stands for all its columns and those of the tables that filter it."""
    freed: set[Key] = set()
    for argument in arguments:
        if isinstance(argument, Column):
            freed.add(key_of(argument, scope))
            continue
        for table in scope.model.expanded(table_name(argument.name, scope)):
            freed |= {(table, column) for row in scope.model.tables[table][:1] for column in row}
    return freed


def _between(scope: Scope, left: Column, right: Column) -> set[Any]:
    ends = {key_of(left, scope), key_of(right, scope)}
    found = scope.model.relationships
    return {one for one in found if {(one.from_table, one.from_column), (one.to_table, one.to_column)} == ends}


def _as_filter(scope: Scope, argument: Any) -> Filter:
    """A condition on one column is short for FILTER ( ALL ( column ), condition )."""
    if not isinstance(argument, Binary):
        table: Table = evaluate(argument, scope)
        return Filter(table.columns, frozenset(table.rows))
    (column,) = set(_columns(argument))
    every = _all(scope, column)
    kept = [row for row in every.rows if evaluate(argument, scope.at(every, row))]
    return Filter(every.columns, frozenset(kept))


def _columns(tree: Any) -> list[Column]:
    """The columns of a condition; those within functions belong to the functions."""
    if isinstance(tree, Column):
        return [tree]
    return _columns(tree.left) + _columns(tree.right) if isinstance(tree, Binary) else []


def _one_column(key: Key, rows: list[dict[str, Any]]) -> Table:
    return Table((key,), list(dict.fromkeys((row[key[1]],) for row in rows)))
