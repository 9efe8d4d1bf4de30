"""Reads DAX by recursive descent. Operators of one rank group from the left: a - b - c is (a - b) - c."""

import re
from decimal import Decimal
from typing import Any

from tests.powerbi.dax.syntax import Binary, Block, Bracketed, Call, Column, Listed, Name, Number, Text, Unary

TOKEN = re.compile(
    r"""
    (?P<comment>--[^\n]*|//[^\n]*|/\*.*?\*/)
    | (?P<text>"(?:[^"]|"")*")
    | (?P<table>'(?:[^']|'')*')
    | (?P<bracket>\[(?:[^\]]|\]\])*\])
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<word>[A-Za-z_][\w.]*)
    | (?P<operator>==|<>|<=|>=|&&|\|\||[-+*/&=<>(){},])
    | (?P<blank>\s+)
    """,
    re.VERBOSE | re.DOTALL,
)
RANKS = [("||",), ("&&",), ("=", "==", "<>", "<", ">", "<=", ">=", "IN"), ("&",), ("+", "-"), ("*", "/")]


class DaxSyntaxError(ValueError):
    """A text that this reader does not take for DAX."""


def parse(text: str) -> Any:
    """The syntax tree of one expression.

    Raises
    ------
    DaxSyntaxError
        The text is not DAX, or beyond the subset.
    """
    reader = _Reader(text)
    tree = reader.expression()
    reader.expect("end")
    return tree


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.position = 0

    @property
    def kind(self) -> str:
        return self.tokens[self.position][0]

    @property
    def word(self) -> str:
        return self.tokens[self.position][1]

    def is_keyword(self, keyword: str) -> bool:
        return self.kind == "word" and self.word.upper() == keyword

    def take(self) -> str:
        self.position += 1
        return self.tokens[self.position - 1][1]

    def expect(self, *wanted: str) -> str:
        if self.kind not in wanted and self.word.upper() not in wanted:
            raise DaxSyntaxError(f"expected {' or '.join(wanted)}, found {self.word!r} in: {self.text}")
        return self.take()

    def expression(self) -> Any:
        return self.block() if self.is_keyword("VAR") else self.ranked(0)

    def block(self) -> Block:
        variables = []
        while self.is_keyword("VAR"):
            self.take()
            name = self.expect("word")
            self.expect("=")
            variables.append((name, self.expression()))
        self.expect("RETURN")
        return Block(tuple(variables), self.expression())

    def ranked(self, rank: int) -> Any:
        if rank == len(RANKS):
            return self.unary()
        tree = self.ranked(rank + 1)
        while self.word.upper() in RANKS[rank] and self.kind in {"operator", "word"}:
            operator = self.take().upper()
            tree = Binary(operator, tree, self.ranked(rank + 1))
        return tree

    def unary(self) -> Any:
        if self.word in {"-", "+"} and self.kind == "operator":
            return Unary(self.take(), self.unary())
        return self.operand()

    def operand(self) -> Any:
        kind, word = self.kind, self.take()
        if word == "(" and kind == "operator":
            return self.closed(self.expression(), ")")
        if word == "{" and kind == "operator":
            return Listed(self.separated("}"))
        if kind == "number":
            return Number(Decimal(word))
        if kind == "text":
            return Text(word[1:-1].replace('""', '"'))
        if kind == "bracket":
            return Bracketed(_unbracketed(word))
        if kind in {"table", "word"}:
            return self.named(kind, word)
        raise DaxSyntaxError(f"unexpected {word!r} in: {self.text}")

    def named(self, kind: str, word: str) -> Any:
        """A column, a function call, a table or a variable."""
        name = word[1:-1].replace("''", "'") if kind == "table" else word
        if self.kind == "bracket":
            return Column(name, _unbracketed(self.take()))
        if kind == "word" and self.word == "(" and self.kind == "operator":
            self.take()
            return Call(word.upper(), self.separated(")"))
        return Name(name)

    def closed(self, tree: Any, bracket: str) -> Any:
        self.expect(bracket)
        return tree

    def separated(self, bracket: str) -> tuple[Any, ...]:
        """Expressions between commas, up to the bracket."""
        parts = []
        while self.word != bracket or self.kind != "operator":
            parts.append(self.expression())
            if self.word != bracket:
                self.expect(",")
        self.take()
        return tuple(parts)


def _unbracketed(word: str) -> str:
    return word[1:-1].replace("]]", "]")


def _tokens(text: str) -> list[tuple[str, str]]:
    """(kind, word) of each token, without comments and blanks, and an end."""
    tokens, position = [], 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None:
            raise DaxSyntaxError(f"cannot read {text[position : position + 20]!r} in: {text}")
        if match.lastgroup not in {"comment", "blank"}:
            tokens.append((str(match.lastgroup), match.group()))
        position = match.end()
    return [*tokens, ("end", "end")]
