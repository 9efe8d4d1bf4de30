"""TMDL as text: blocks by their tabs, enough to read names and to take blocks out of what people wrote."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

PROPERTY = re.compile(r"(\w+): (.*)")


@dataclass(frozen=True)
class Block:
    """A declaration and what is indented below it; ``first`` and ``last`` are its line numbers, the last exclusive."""

    heading: str
    lines: tuple[str, ...]
    first: int
    last: int

    @property
    def kind(self) -> str:
        """``table``, ``column``, ``partition``, ``expression`` …."""
        return self.heading.split(" ", 1)[0]

    @property
    def name(self) -> str:
        """The name, without quotes and without what follows the equal sign."""
        words = self.heading.partition(" ")[2]
        if words.startswith("'"):
            return re.match(r"'((?:[^']|'')*)'", words)[1].replace("''", "'")  # type: ignore[index]
        return words.split("=", 1)[0].strip()

    @property
    def text(self) -> str:
        """The block as it stands."""
        return "\n".join(self.lines)

    def value(self, name: str) -> str:
        """A property such as ``dataType``; empty where there is none."""
        depth = _depth(self.lines[0]) + 1
        for line in self.lines[1:]:
            match = PROPERTY.fullmatch(line.strip())
            if match and match[1] == name and _depth(line) == depth:
                return match[2].strip()
        return ""


def blocks(text: str, kind: str, depth: int) -> Iterator[Block]:
    """Every block of a kind that begins with ``depth`` tabs, with the ``///`` lines above it.

    Parameters
    ----------
    text
        A whole file.
    kind
        The first word, such as ``column``.
    """
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if _depth(line) == depth and line.strip() and line.split()[0] == kind:
            first = number
            while first and lines[first - 1].strip().startswith("///"):
                first -= 1
            last = number + 1
            while last < len(lines) and (not lines[last].strip() or _depth(lines[last]) > depth):
                last += 1
            while not lines[last - 1].strip():
                last -= 1
            yield Block(line.strip(), tuple(lines[number:last]), first, last)


def without(text: str, taken_out: list[Block]) -> str:
    """The file without some blocks, and without the blank line that each leaves behind."""
    lines = text.split("\n")
    for block in sorted(taken_out, key=lambda one: one.first, reverse=True):
        last = block.last + 1 if block.last < len(lines) and not lines[block.last].strip() else block.last
        del lines[block.first : last]
    return "\n".join(lines)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip("\t"))
