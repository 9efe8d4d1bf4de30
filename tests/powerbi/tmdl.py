"""Reads TMDL as text: what is declared, with its properties, expression and description, as nested as its tabs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.powerbi.dax import Relationship

MODEL_FOLDER = Path(__file__).resolve().parents[2] / "powerbi" / "PROP.SemanticModel" / "definition"
PROPERTY = re.compile(r"(\w+): (.*)")
EXPRESSION_PROPERTY = re.compile(r"(\w+) =\s*(.*)")
DECLARATION = re.compile(r"(\w+) ('(?:[^']|'')*'|[^\s=:'](?:[^=]*[^=\s])?)(?: =\s*(.*))?")


@dataclass
class Node:
    """A declaration: ``kind name = expression``."""

    kind: str
    name: str = ""
    expression: str = ""
    description: str = ""
    properties: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)

    def all(self, kind: str) -> list["Node"]:
        return [child for child in self.children if child.kind == kind]

    def one(self, kind: str, name: str = "") -> "Node":
        return next(child for child in self.children if child.kind == kind and name in {"", child.name})

    def annotation(self, name: str) -> str:
        """The value of an annotation, empty where there is none."""
        return next((child.expression for child in self.all("annotation") if child.name == name), "")

    @property
    def is_hidden(self) -> bool:
        return "isHidden" in self.properties


def unquoted(name: str) -> str:
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def read(text: str) -> Node:
    """A file as a node without a name, whose children are what it declares."""
    root = Node("file")
    open_nodes = [root]
    described: list[str] = []
    lines = text.splitlines()
    place = 0
    while place < len(lines):
        line, place = lines[place], place + 1
        words = line.strip()
        if words.startswith("///"):
            described.append(words[3:].strip())
        elif words:
            depth = len(line) - len(line.lstrip("\t"))
            del open_nodes[depth + 1 :]
            node, place = _declared(open_nodes[-1], words, lines, place, depth)
            node.description, described = " ".join(described), []
            open_nodes.append(node)
    return root


def _declared(parent: Node, words: str, lines: list[str], place: int, depth: int) -> tuple[Node, int]:
    """A line as a property of the parent, or as its child; and the next line's place."""
    if match := PROPERTY.fullmatch(words):
        parent.properties[match[1]] = match[2]
        return Node(match[1]), place
    if match := EXPRESSION_PROPERTY.fullmatch(words):
        parent.properties[match[1]], place = _expression(match[2], lines, place, depth)
        return Node(match[1]), place
    if match := DECLARATION.fullmatch(words):
        text, place = _expression(match[3] or "", lines, place, depth) if " =" in words else ("", place)
        node = Node(match[1], unquoted(match[2]), text)
    else:
        parent.properties[words] = "true"
        node = Node(words)
    parent.children.append(node)
    return node, place


def _expression(first: str, lines: list[str], place: int, depth: int) -> tuple[str, int]:
    """What stands after the equals sign, or on the lines two tabs deeper."""
    found = [first] if first else []
    deeper = "\t" * (depth + 2)
    while not first and place < len(lines) and (lines[place].startswith(deeper) or not lines[place].strip()):
        found.append(lines[place].removeprefix(deeper))
        place += 1
    return "\n".join(found).strip("\n"), place


@cache
def model_file(name: str) -> Node:
    """A file of the model, such as ``tables/Date.tmdl``."""
    return read((MODEL_FOLDER / name).read_text(encoding="utf-8"))


@cache
def tables() -> dict[str, Node]:
    """Every table of the model by name."""
    nodes = [
        model_file(f"tables/{path.name}").one("table") for path in sorted((MODEL_FOLDER / "tables").glob("*.tmdl"))
    ]
    return {node.name: node for node in nodes}


def measures() -> Iterator[tuple[Node, Node]]:
    """Every measure with its home table."""
    for table in tables().values():
        for measure in table.all("measure"):
            yield table, measure


def source_view(table: Node) -> str:
    """The view that a table's partition reads."""
    source = table.one("partition").properties["source"]
    match = re.search(r'Warehouse\{\[Schema = "bi", Item = "(\w+)"\]\}\[Data\]', source)
    return match[1] if match else ""


def relationships() -> list[Relationship]:
    """Every relationship, the many side first."""
    found = []
    for node in model_file("relationships.tmdl").all("relationship"):
        ends = [_end(node.properties[one]) for one in ("fromColumn", "toColumn")]
        found.append(Relationship(*ends[0], *ends[1], is_active=node.properties.get("isActive") != "false"))
    return found


def _end(text: str) -> tuple[str, str]:
    match = re.fullmatch(r"('(?:[^']|'')*'|\w+)\.('(?:[^']|'')*'|\w+)", text)
    if match is None:
        raise ValueError(f"{text!r} names no column as Table.Column.")
    return unquoted(match[1]), unquoted(match[2])
