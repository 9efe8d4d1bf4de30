"""What a DAX text is made of, for the subset that the model uses."""

from dataclasses import dataclass
from decimal import Decimal

Expression = "Number | Text | Name | Column | Bracketed | Call | Binary | Unary | Block | Listed"


@dataclass(frozen=True)
class Number:
    value: Decimal


@dataclass(frozen=True)
class Text:
    value: str


@dataclass(frozen=True)
class Name:
    """A variable, or a table: the scope decides."""

    name: str


@dataclass(frozen=True)
class Column:
    table: str
    column: str


@dataclass(frozen=True)
class Bracketed:
    """A measure."""

    name: str


@dataclass(frozen=True)
class Call:
    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True)
class Binary:
    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Unary:
    operator: str
    operand: Expression


@dataclass(frozen=True)
class Block:
    """VAR … RETURN."""

    variables: tuple[tuple[str, Expression], ...]
    result: Expression


@dataclass(frozen=True)
class Listed:
    """A table constructor of one column: { 1, 2 }."""

    values: tuple[Expression, ...]
