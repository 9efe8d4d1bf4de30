"""A small reader of the report (PBIR) and of the names that the semantic model (TMDL) defines."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "powerbi" / "PROP.Report"
MODEL = ROOT / "powerbi" / "PROP.SemanticModel"
THEME = REPORT / "StaticResources" / "RegisteredResources" / "PROP.json"
PHONE_WIDTH = 324
BACKDROPS = {"rail", "header_band"}
"""The two shapes that lie under other visuals on purpose."""


@dataclass(frozen=True)
class Box:
    """A rectangle in page pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, position: dict[str, float]) -> "Box":
        return cls(position["x"], position["y"], position["x"] + position["width"], position["y"] + position["height"])

    def overlaps(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def is_inside(self, other: "Box") -> bool:
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True)
class Visual:
    """One visual of one page, and its place on a phone where it has one."""

    page: str
    name: str
    document: dict[str, Any]
    phone: dict[str, Any] | None

    @property
    def kind(self) -> str:
        return str(self.document["visual"]["visualType"])

    @property
    def box(self) -> Box:
        return Box.of(self.document["position"])

    @property
    def tab_order(self) -> float:
        return float(self.document["position"]["tabOrder"])

    @property
    def roles(self) -> dict[str, list[dict[str, Any]]]:
        state = self.document["visual"].get("query", {}).get("queryState", {})
        return {role: held["projections"] for role, held in state.items()}

    def container(self, group: str, name: str) -> str | None:
        """The literal text of a property of the visual's frame, None where it is not set or comes from a measure."""
        for entry in self.document["visual"].get("visualContainerObjects", {}).get(group, []):
            value = entry["properties"].get(name)
            if value:
                return literal(value)
        return None

    def __str__(self) -> str:
        return f"{self.page}/{self.name}"


def literal(value: dict[str, Any]) -> str | None:
    """The text of a PBIR literal: `'it''s'` is it's."""
    text = value.get("expr", {}).get("Literal", {}).get("Value")
    if not isinstance(text, str):
        return None
    return text[1:-1].replace("''", "'") if text.startswith("'") else text


def read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def page_order() -> list[str]:
    return list(read(REPORT / "definition" / "pages" / "pages.json")["pageOrder"])


def page(name: str) -> dict[str, Any]:
    return read(REPORT / "definition" / "pages" / name / "page.json")


@cache
def visuals() -> tuple[Visual, ...]:
    """Every visual of the report, in page order and name order."""
    found = []
    for name in page_order():
        for path in sorted((REPORT / "definition" / "pages" / name / "visuals").glob("*/visual.json")):
            phone = path.with_name("mobile.json")
            found.append(Visual(name, path.parent.name, read(path), read(phone) if phone.exists() else None))
    return tuple(found)


def of(page_name: str) -> list[Visual]:
    return [visual for visual in visuals() if visual.page == page_name]


def field_references(node: Any, aliases: dict[str, str] | None = None) -> Iterator[tuple[str, str, str]]:
    """Every (Column or Measure, table, name) that a document of the report names."""
    if isinstance(node, list):
        for item in node:
            yield from field_references(item, aliases)
    if not isinstance(node, dict):
        return
    aliases = dict(aliases or {}) | {
        source["Name"]: source["Entity"] for source in node.get("From", []) if isinstance(source, dict)
    }
    for kind in ("Column", "Measure"):
        named = node.get(kind)
        if isinstance(named, dict) and "Property" in named:
            source = named["Expression"]["SourceRef"]
            yield kind, source.get("Entity") or aliases[source["Source"]], named["Property"]
    for value in node.values():
        yield from field_references(value, aliases)


@cache
def model_names() -> dict[tuple[str, str], set[str]]:
    """The model's column and measure names, by (Column or Measure, table)."""
    names: dict[tuple[str, str], set[str]] = {}
    pattern = re.compile(r"^(?P<kind>table|\tcolumn|\tmeasure) (?P<name>'(?:[^']|'')+'|[^\s=]+)")
    for path in sorted((MODEL / "definition" / "tables").glob("*.tmdl")):
        table = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            found = pattern.match(line)
            if not found:
                continue
            name = found["name"].strip("'").replace("''", "'")
            if found["kind"] == "table":
                table = name
            else:
                names.setdefault((found["kind"].strip().capitalize(), table), set()).add(name)
    return names
