"""What all figures share: colors that hold on light and dark paper alike, and a quiet layout."""

from typing import Any

Figure = dict[str, Any]

FONT = (
    '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, system-ui, sans-serif'
)
"""The style sheet's face again: Plotly measures labels with it."""

BLUE, TEAL, AMBER, VIOLET, ROSE, SLATE = "#3f7fdb", "#1f9f95", "#d08a24", "#8b73d6", "#cf5f8d", "#7f8ca0"
SERIES = (BLUE, TEAL, AMBER, VIOLET, ROSE, SLATE)
LEVEL_COLORS = {"good": "#2a9d73", "watch": "#d08a24", "bad": "#d8545c", "note": "#8b73d6", "none": "#7f8ca0"}
HEALTH_COLORS = {
    "Excellent": "#2a9d73",
    "On Track": "#3f7fdb",
    "Warning": "#d08a24",
    "Ambiguous": "#8b73d6",
    "Critical": "#d8545c",
}
SEQUENTIAL = [[0.0, "rgba(63,127,219,0.04)"], [0.5, "rgba(63,127,219,0.45)"], [1.0, "rgba(63,127,219,0.95)"]]


def inert(text: Any) -> str:
    """Stored text for a label or a hover: Plotly would read `<b>` and `<a href>` in it as markup."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def layout(**changes: Any) -> dict[str, Any]:
    """The common layout, with ``changes`` on top."""
    base: dict[str, Any] = {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 12, "t": 8, "b": 8},
        "font": {"size": 12, "family": FONT},
        "xaxis": axis(showgrid=False),
        "yaxis": axis(),
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": False,
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "xanchor": "left",
            "yanchor": "bottom",
            "bgcolor": "rgba(0,0,0,0)",
        },
        "hoverlabel": {"align": "left", "font": {"size": 12.5, "family": FONT}},
        "bargap": 0.35,
    }
    return base | changes


def axis(**changes: Any) -> dict[str, Any]:
    """An axis without lines and zoom, that makes room for its labels."""
    return {
        "automargin": True,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "fixedrange": True,
        "ticklabelstandoff": 6,
    } | changes


def line(x: list[Any], y: list[Any], name: str, color: str, **changes: Any) -> dict[str, Any]:
    """One line of a trend."""
    base = {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "name": name,
        "line": {"color": color, "width": 2.4},
        "connectgaps": False,
    }
    return base | changes


def target_line(value: float, words: str, *, at: str = "y") -> tuple[dict[str, Any], dict[str, Any]]:
    """A dashed line at a target and its label, as (shape, annotation)."""
    dashes = {"color": "#7f8ca0", "width": 1.2, "dash": "dash"}
    if at == "y":
        shape = {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": value,
            "y1": value,
            "line": dashes,
            "layer": "below",
        }
        label = {"xref": "paper", "x": 1, "y": value, "xanchor": "right", "yanchor": "bottom"}
    else:
        shape = {
            "type": "line",
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "x0": value,
            "x1": value,
            "line": dashes,
            "layer": "below",
        }
        label = {"yref": "paper", "y": 1, "x": value, "xanchor": "left", "yanchor": "top"}
    return shape, label | {"text": words, "showarrow": False, "font": {"size": 11}}
