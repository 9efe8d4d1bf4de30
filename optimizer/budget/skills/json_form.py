"""The JSON form of a requirement: ``{"technical": ["java"], "mandatory_or": ["java", "c++"]}``."""

import json
import re
from typing import Any

from optimizer.budget.skills.expression import Expression
from optimizer.budget.skills.grammar import parse
from optimizer.budget.skills.tokens import SkillSyntaxError

KINDS = ("mandatory", "technical", "functional")
KEYS = tuple(f"{kind}{ending}" for kind in KINDS for ending in ("", "_and", "_or"))
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
LETTER = re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|.", re.DOTALL)
DEEPEST = 3  # an object, a list, and one more that is refused in better words


def is_json(text: str) -> bool:
    """Whether this is meant to be the JSON form; no expression starts with these brackets."""
    return text.lstrip()[:1] in {"{", "["}


def read_json(text: str) -> dict[str, tuple[Expression, ...]]:
    """Every key of ``KEYS`` with its expressions, none where the key is not there.

    Raises
    ------
    SkillSyntaxError
        With the position of what is not JSON, of an unknown or repeated key, or of what an expression cannot be.
    """
    found: dict[str, tuple[Expression, ...]] = dict.fromkeys(KEYS, ())
    seen: set[str] = set()
    for key, value in _pairs(text):
        if key not in KEYS:
            raise SkillSyntaxError(text, _place(text, key), f"unknown key {key!r}; use {', '.join(KEYS)}")
        if key in seen:
            raise SkillSyntaxError(text, _place(text, key, last=True), f"the key {key!r} is there twice")
        seen.add(key)
        found[key] = _expressions(text, key, value)
    return found


def _pairs(text: str) -> list[tuple[str, Any]]:
    """The object's keys and values in order, repeated keys included."""
    _refuse_deep(text)
    try:
        value = json.loads(text, object_pairs_hook=_Pairs, parse_int=float)
    except (json.JSONDecodeError, ValueError) as fault:
        position = fault.pos + 1 if isinstance(fault, json.JSONDecodeError) else 1
        raise SkillSyntaxError(text, position, f"not JSON: {getattr(fault, 'msg', fault)}") from fault
    if not isinstance(value, _Pairs):
        start = len(text) - len(text.lstrip()) + 1
        raise SkillSyntaxError(text, start, f"a list without a key; write it as {{{KEYS[0]!r}: [...]}} or as a, b")
    return value


class _Pairs(list[tuple[str, Any]]):
    """The members of a JSON object."""


def _refuse_deep(text: str) -> None:
    """Python's reader ends with its own stack; here the bracket is named that is one too many."""
    depth, without_strings = 0, STRING.sub(lambda found: " " * len(found[0]), text)
    for position, character in enumerate(without_strings, 1):
        depth += (character in "[{") - (character in "]}")
        if depth > DEEPEST:
            raise SkillSyntaxError(text, position, f"brackets are {depth} deep; a key holds a text or a list of texts")


def _expressions(text: str, key: str, value: Any) -> tuple[Expression, ...]:
    items = [value] if isinstance(value, str) and value.strip() else value
    if items == "" or items is None or (isinstance(items, str) and not items.strip()):
        return ()
    if not isinstance(items, list) or isinstance(items, _Pairs) or not all(isinstance(item, str) for item in items):
        raise SkillSyntaxError(text, _place(text, key), f"{key} is neither text nor a list of texts")
    found, after = [], _place(text, key) + len(key) + 1
    for item in items:
        literal = next(one for one in STRING.finditer(text, after) if json.loads(one[0]) == item)
        found.append(_inside(text, key, item, literal))
        after = literal.end()
    return tuple(found)


def _inside(text: str, key: str, item: str, literal: re.Match[str]) -> Expression:
    """One item read as an expression; ``literal`` is how it is written in ``text``."""
    try:
        return parse(item)
    except SkillSyntaxError as fault:
        starts = [one.start() for one in LETTER.finditer(text, literal.start() + 1, literal.end())]
        raise SkillSyntaxError(text, starts[fault.position - 1] + 1, f"in {key}, {fault.problem}") from fault


def _place(text: str, key: str, *, last: bool = False) -> int:
    """Where the key is written, from 1."""
    found = list(re.finditer(rf'"{re.escape(key)}"\s*:', text))
    return found[-1 if last else 0].start() + 1 if found else 1
