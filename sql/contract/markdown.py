"""``powerbi/CONTRACT.md``: the contract as its readers see it, generated."""

from collections.abc import Iterator

from sql.contract.columns import Contract, View
from sql.files import SQL_ROOT

PAGE = SQL_ROOT.parent / "powerbi" / "CONTRACT.md"
OPENING = SQL_ROOT / "bi" / "opening.md"
"""What a reader of any view has to know; ``{version}`` is the place of the version."""


def page(contract: Contract) -> str:
    """The whole page."""
    lines = [
        OPENING.read_text(encoding="utf-8").replace("{version}", contract.version),
        "## Views",
        "",
        "| view | answers | one row per |",
        "|---|---|---|",
    ]
    for view in contract.views:
        grain = view.header.get("Grain", "").removeprefix("one row per ")
        lines.append(f"| [{view.name}](#{anchor(view)}) | {cell(view.header.get('Purpose', ''))} | {cell(grain)} |")
    for view in contract.views:
        lines += ["", *section(view)]
    return "\n".join(lines) + "\n"


def section(view: View) -> Iterator[str]:
    """One view: what its header says, then its columns."""
    yield f"### {view.name}"
    yield ""
    yield view.header.get("Purpose", "")
    yield ""
    for word in ("Grain", "Units", "Reads", "Source"):
        if word in view.header:
            yield f"- {word}: {view.header[word]}"
    yield ""
    yield "| column | type | NULL | meaning |"
    yield "|---|---|---|---|"
    for column in view.columns:
        nullable = "yes" if column.is_nullable else ""
        yield f"| {column.name} | {column.type_name} | {nullable} | {cell(column.text)} |"


def anchor(view: View) -> str:
    """The heading's address within the page, as GitHub and others make it."""
    return view.name.replace(".", "")


def cell(text: str) -> str:
    """A text within a table."""
    return text.replace("|", "\\|")
