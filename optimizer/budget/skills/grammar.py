"""The skill grammar: ``java & (sql | "power bi")``, read into an expression that knows who meets it.

``,`` and ``&`` mean AND, ``|`` means OR and binds weaker; brackets group, quotes protect, ``regex:`` matches a whole
skill. Skills are compared whole and without case: ``java`` is not ``javascript``; ``c++`` and ``r`` are themselves.
"""

from dataclasses import dataclass, field

from optimizer.budget.skills.expression import AllOf, AnyOf, Expression
from optimizer.budget.skills.tokens import END, Tokens

DEEPEST = 50  # levels of AND within OR within AND; brackets that only repeat each other do not count


def parse(text: str) -> Expression:
    """Read one requirement (BUDGET A, skill grammar).

    Parameters
    ----------
    text
        Such as ``python, sql | regex:java.*``. Not empty.

    Raises
    ------
    SkillSyntaxError
        With the position, counted from 1, of what cannot be read.
    """
    tokens = Tokens(text)
    open_groups = [_Group(0)]
    while True:
        _read_operand(tokens, open_groups)
        while tokens.takes(")"):
            _close(tokens, open_groups)
        if tokens.takes("|"):
            open_groups[-1].alternatives.append([])
        elif not tokens.takes(",&"):
            break
    if tokens.found() != END:
        raise tokens.error(f"expected , & | or the end, found {tokens.found()}")
    if len(open_groups) > 1:
        opened_at = open_groups[-1].opened_at
        raise tokens.error(f"expected ) for the bracket opened at position {opened_at}, found the end")
    return open_groups[0].expression(tokens)[0]


@dataclass
class _Group:
    """What stands in one pair of brackets, so far: alternatives, each a list of parts with their depth."""

    opened_at: int
    alternatives: list[list[tuple[Expression, int]]] = field(default_factory=lambda: [[]])

    def expression(self, tokens: Tokens) -> tuple[Expression, int]:
        """The group as one expression, and its depth."""
        joined = [_joined(AllOf, parts) for parts in self.alternatives]
        whole, depth = _joined(AnyOf, joined)
        if depth > DEEPEST:
            raise tokens.error(f"AND and OR are nested {depth} levels deep; at most {DEEPEST} are read", back=1)
        return whole, depth


def _joined(kind: type[AllOf | AnyOf], parts: list[tuple[Expression, int]]) -> tuple[Expression, int]:
    """One expression of several; what is of the same kind within it is taken apart: (a & b) & c is a & b & c."""
    if len(parts) == 1:
        return parts[0]
    flat: list[Expression] = []
    depth = 0
    for part, part_depth in parts:
        is_same = isinstance(part, kind)
        flat.extend(part.parts if isinstance(part, kind) else (part,))
        depth = max(depth, part_depth - is_same)
    return kind(tuple(flat)), depth + 1


def _read_operand(tokens: Tokens, open_groups: list[_Group]) -> None:
    """Open every bracket that stands here, and read the skill after them."""
    while tokens.takes("("):
        open_groups.append(_Group(tokens.at))
    open_groups[-1].alternatives[-1].append((tokens.skill(), 0))


def _close(tokens: Tokens, open_groups: list[_Group]) -> None:
    """End the innermost bracket; it becomes one part of the group around it."""
    if len(open_groups) == 1:
        raise tokens.error("expected , & | or the end, found )", back=1)
    whole = open_groups.pop().expression(tokens)
    open_groups[-1].alternatives[-1].append(whole)
