"""Scalar functions and aggregations of DAX, as far as the model uses them."""

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.powerbi.dax.evaluation import Scope, Table, evaluate, function, key_of
from tests.powerbi.dax.values import number, same, scalar, spoken


def _numbers(scope: Scope, column: Any) -> list[Any]:
    table, name = key_of(column, scope)
    return [scalar(row[name]) for row in scope.context.rows(table) if row[name] is not None]


def _each(scope: Scope, table: Any, expression: Any) -> list[Any]:
    rows: Table = evaluate(table, scope)
    values = [evaluate(expression, scope.at(rows, row)) for row in rows.rows]
    return [value for value in values if value is not None]


def _total(values: list[Any]) -> Any:
    return sum(map(number, values), Decimal(0)) if values else None


@function("SUM")
def _sum(scope: Scope, column: Any) -> Any:
    return _total(_numbers(scope, column))


@function("SUMX")
def _sumx(scope: Scope, table: Any, expression: Any) -> Any:
    return _total(_each(scope, table, expression))


@function("MAX")
def _max(scope: Scope, *arguments: Any) -> Any:
    values = _numbers(scope, arguments[0]) if len(arguments) == 1 else [evaluate(one, scope) for one in arguments]
    return max((one for one in values if one is not None), default=None)


@function("MIN")
def _min(scope: Scope, *arguments: Any) -> Any:
    values = _numbers(scope, arguments[0]) if len(arguments) == 1 else [evaluate(one, scope) for one in arguments]
    return min((one for one in values if one is not None), default=None)


@function("MAXX")
def _maxx(scope: Scope, table: Any, expression: Any) -> Any:
    return max(_each(scope, table, expression), default=None)


@function("MINX")
def _minx(scope: Scope, table: Any, expression: Any) -> Any:
    return min(_each(scope, table, expression), default=None)


@function("AVERAGE")
def _average(scope: Scope, column: Any) -> Any:
    values = _numbers(scope, column)
    return _total(values) / len(values) if values else None


@function("COUNTROWS")
def _countrows(scope: Scope, table: Any) -> Any:
    rows = evaluate(table, scope).rows
    return Decimal(len(rows)) if rows else None


@function("DISTINCTCOUNT")
def _distinctcount(scope: Scope, column: Any) -> Any:
    table, name = key_of(column, scope)
    found = {row[name] for row in scope.context.rows(table)}
    return Decimal(len(found)) if found else None


@function("ISEMPTY")
def _isempty(scope: Scope, table: Any) -> bool:
    return not evaluate(table, scope).rows


@function("DIVIDE")
def _divide(scope: Scope, numerator: Any, denominator: Any, otherwise: Any = None) -> Any:
    above, below = evaluate(numerator, scope), evaluate(denominator, scope)
    if not below:
        return None if otherwise is None else evaluate(otherwise, scope)
    return None if above is None else number(above) / number(below)


@function("ROUND")
def _round(scope: Scope, expression: Any, digits: Any) -> Any:
    value = evaluate(expression, scope)
    step = Decimal(1).scaleb(-int(evaluate(digits, scope)))
    return None if value is None else value.quantize(step, ROUND_HALF_UP)


@function("ABS")
def _abs(scope: Scope, expression: Any) -> Any:
    value = evaluate(expression, scope)
    return None if value is None else abs(value)


@function("IF")
def _if(scope: Scope, condition: Any, yes: Any, no: Any = None) -> Any:
    chosen = yes if evaluate(condition, scope) else no
    return None if chosen is None else evaluate(chosen, scope)


@function("SWITCH")
def _switch(scope: Scope, expression: Any, *cases: Any) -> Any:
    value = evaluate(expression, scope)
    pairs, otherwise = (cases[:-1], cases[-1]) if len(cases) % 2 else (cases, None)
    for case, result in zip(pairs[::2], pairs[1::2], strict=True):
        if same(value, evaluate(case, scope)):
            return evaluate(result, scope)
    return None if otherwise is None else evaluate(otherwise, scope)


@function("COALESCE")
def _coalesce(scope: Scope, *expressions: Any) -> Any:
    values = (evaluate(one, scope) for one in expressions)
    return next((value for value in values if value is not None), None)


@function("BLANK")
def _blank(_: Scope) -> None:
    return None


@function("TRUE")
def _true(_: Scope) -> bool:
    return True


@function("FALSE")
def _false(_: Scope) -> bool:
    return False


@function("NOT")
def _not(scope: Scope, expression: Any) -> bool:
    return not evaluate(expression, scope)


@function("ISBLANK")
def _isblank(scope: Scope, expression: Any) -> bool:
    return evaluate(expression, scope) is None


@function("DATE")
def _date(scope: Scope, *parts: Any) -> date:
    year, month, day = (int(evaluate(one, scope)) for one in parts)
    return date(year, month, day)


@function("FORMAT")
def _format(scope: Scope, expression: Any, pattern: Any) -> str:
    value, wanted = evaluate(expression, scope), evaluate(pattern, scope)
    if value is None:
        return ""
    if isinstance(value, date):
        return _PATTERNS[wanted](value)
    digits = wanted.rstrip("%").partition(".")[2]
    shown = (value * 100 if wanted.endswith("%") else value).quantize(Decimal(1).scaleb(-len(digits)), ROUND_HALF_UP)
    return f"{shown:,}%" if wanted.endswith("%") else (f"{shown:,}" if "," in wanted else spoken(f"{shown:f}"))


_PATTERNS = {
    "yyyy-mm-dd": lambda value: f"{value:%Y-%m-%d}",
    "yyyy-mm-dd hh:nn": lambda value: f"{value:%Y-%m-%d %H:%M}",
    "d mmm yyyy": lambda value: f"{value.day} {value:%b %Y}",
}


@function("UTCNOW")
def _utcnow(_: Scope) -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


@function("USERPRINCIPALNAME")
def _userprincipalname(scope: Scope) -> str:
    return scope.context.user


@function("USERCULTURE")
def _userculture(scope: Scope) -> str:
    return scope.context.culture


@function("LEFT")
def _left(scope: Scope, expression: Any, length: Any) -> str:
    return spoken(evaluate(expression, scope))[: int(evaluate(length, scope))]
