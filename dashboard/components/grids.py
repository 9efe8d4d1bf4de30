"""AG Grid tables, with the same rows as CSV and Excel."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

import dash_ag_grid as dag
import dash_bootstrap_components as dbc
from dash import html

from dashboard.components.charts import panel
from dashboard.components.notices import empty
from dashboard.components.status import LEVEL_OF_WORD, Level
from dashboard.tables import NUMERIC_KINDS, Column, Row, Table

_ROW_HEIGHT, _HEADER_HEIGHT, _MOST_VISIBLE_ROWS = 40, 42, 12
_FORMATS = {"number": ",.0f", "ratio": ",.2f", "percent": ",.1%", "money": ",.0f", "hours": ",.1f"}
_EDGE_EVENTS = ("firstDataRendered", "gridSizeChanged", "displayedColumnsChanged", "columnResized", "bodyScroll")
_LEVELS: tuple[Level, ...] = ("good", "watch", "bad", "note", "none")


def grid(
    table: Table,
    rows: Sequence[Row],
    *,
    query: Mapping[str, str],
    title: str,
    summary: str = "",
    advice: str,
    span: int = 12,
    identity: Any = None,
    selects: bool = False,
) -> dbc.Col:
    """A table in its panel; ``advice`` says what to do when there are no rows."""
    if not rows:
        return panel(title, empty("No rows", advice), span=span)
    return panel(
        title,
        ag_grid(table.columns, rows, identity=identity or f"grid-{table.code}", selects=selects),
        summary=summary,
        tools=export_links(table, query),
        span=span,
    )


def ag_grid(columns: Sequence[Column], rows: Sequence[Row], *, identity: Any, selects: bool = False) -> dag.AgGrid:
    """The bare grid: sorting, filtering, resizing; several rows can be selected when ``selects``."""
    is_tall = any(column.kind == "long_text" for column in columns)
    options: dict[str, Any] = {
        "animateRows": False,
        "suppressCellFocus": False,
        "enableCellTextSelection": True,
        "headerHeight": _HEADER_HEIGHT,
        "domLayout": "autoHeight" if len(rows) <= _MOST_VISIBLE_ROWS else "normal",
    }
    if not is_tall:
        options["rowHeight"] = _ROW_HEIGHT
    if selects:
        options["rowSelection"] = {
            "mode": "multiRow",
            "checkboxes": True,
            "headerCheckbox": True,
            "enableClickSelection": False,
        }
    height = None if len(rows) <= _MOST_VISIBLE_ROWS else f"{_HEADER_HEIGHT + _MOST_VISIBLE_ROWS * _ROW_HEIGHT + 2}px"
    return dag.AgGrid(
        id=identity,
        columnDefs=[_definition(column, is_tall=is_tall) for column in columns],
        rowData=[_cells(row, columns) for row in rows],
        defaultColDef={"sortable": True, "resizable": True, "filter": True, "suppressHeaderMenuButton": False},
        dashGridOptions=options,
        eventListeners={event: ["propEdges(params)"] for event in _EDGE_EVENTS},
        className="prop-grid prop-grid--tall" if is_tall else "prop-grid",
        style={"height": height, "width": "100%"},
    )


def export_links(table: Table, query: Mapping[str, str]) -> list[html.A]:
    """The whole table as files, made on the server."""
    address = f"?{urlencode(query)}" if query else ""
    return [
        html.A(
            word,
            href=f"/export/{table.code}.{kind}{address}",
            className="btn btn-link btn-sm",
            title=f"{table.name} as {word}",
            download="",
        )
        for kind, word in (("csv", "CSV"), ("xlsx", "Excel"))
    ]


def _cells(row: Row, columns: Sequence[Column]) -> Row:
    """What the browser needs of a row: its columns as text or number, where it links to, and its identity."""
    cells = {column.field: _written(row.get(column.field)) for column in columns}
    return cells | {key: row[key] for key in ("href", "row_id") if key in row}


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else value


def _definition(column: Column, *, is_tall: bool) -> dict[str, Any]:
    definition: dict[str, Any] = {
        "field": column.field,
        "headerName": column.name,
        "minWidth": column.width,
        "flex": column.width,
        "tooltipField": column.field,
        "wrapHeaderText": True,
        "autoHeaderHeight": True,
    }
    if column.kind in NUMERIC_KINDS:
        definition |= {
            "cellClass": "cell-number",
            "headerClass": "ag-right-aligned-header",
            "filter": "agNumberColumnFilter",
            "valueFormatter": {
                "function": f"params.value == null ? '–' : d3.format('{_FORMATS[column.kind]}')(params.value)"
            },
        }
        definition.pop("tooltipField")
    if is_tall and column.kind in {"text", "link", "long_text"}:
        definition |= {"wrapText": True, "autoHeight": True, "cellClass": "cell-wrap"}
    if column.kind == "link":
        definition["cellRenderer"] = "PropLink"
    if column.kind == "status":
        definition |= {
            "cellClass": "cell-status",
            "cellClassRules": {f"cell-status--{level}": _rule(level) for level in _LEVELS},
        }
    return definition


def _rule(level: Level) -> str:
    words = [word for word, its_level in LEVEL_OF_WORD.items() if its_level == level]
    listed = " || ".join(f"params.value == '{word}'" for word in words)
    return f"({listed})" if level != "none" else f"params.value == null || ({listed})"
