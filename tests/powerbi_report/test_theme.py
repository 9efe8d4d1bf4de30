"""The report and the web app show the same colors, and their text can be read."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from dashboard.figures import theme as figures
from tests.powerbi_report.report import MODEL, REPORT, ROOT, THEME, read

TOKENS_FILE = ROOT / "dashboard" / "assets" / "1_tokens.css"
LEAST_CONTRAST = 4.5
HEX = re.compile(r"#[0-9a-fA-F]{6}\b")
SAME = {
    "foreground": "ink",
    "foregroundNeutralSecondary": "ink-soft",
    "foregroundNeutralTertiary": "ink-faint",
    "background": "surface",
    "backgroundLight": "surface-sunken",
    "backgroundNeutral": "line-strong",
    "tableAccent": "accent",
    "hyperlink": "accent",
    "visitedHyperlink": "note",
    "good": "good",
    "neutral": "watch",
    "bad": "bad",
    "center": "accent-soft",
    "minimum": "surface",
    "null": "surface-sunken",
    "shapeStroke": "line",
    "disabledText": "ink-faint",
}
"""The theme's structural colors by the style sheet's name of the same color."""


def tokens() -> dict[str, str]:
    light = TOKENS_FILE.read_text(encoding="utf-8").split(':root[data-theme="dark"]')[0]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))


def theme() -> dict[str, Any]:
    return read(THEME)


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    bright, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def resolved(color: str) -> str:
    return color if color.startswith("#") else theme()[color]


def painted(node: Any, where: str = "") -> Iterator[tuple[str, str, str]]:
    """(where, property, color) of every fill in the theme's visual styles."""
    if isinstance(node, list):
        for item in node:
            yield from painted(item, where)
    elif isinstance(node, dict):
        for name, value in node.items():
            if isinstance(value, dict) and set(value) == {"solid"}:
                yield where, name, resolved(value["solid"]["color"])
            else:
                yield from painted(value, f"{where}/{name}")


def test_contrast_is_the_standard_s() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("ours", "token"), SAME.items())
def test_a_structural_color_is_the_web_app_s(ours: str, token: str) -> None:
    assert theme()[ours] == tokens()[token]


def test_series_have_the_web_app_s_colors_in_its_order() -> None:
    colors = theme()["dataColors"]
    assert tuple(colors[: len(figures.SERIES)]) == figures.SERIES
    assert colors[len(figures.SERIES) :] == [
        tokens()[name] for name in ("accent", "good", "watch", "note", "bad", "ink-soft")
    ]
    assert theme()["maximum"] == figures.BLUE


def test_no_color_comes_from_anywhere_else() -> None:
    palette = {*tokens().values(), *figures.SERIES, *figures.LEVEL_COLORS.values(), *figures.HEALTH_COLORS.values()}
    written = [THEME, *(REPORT / "definition").rglob("*.json"), *(MODEL / "definition").rglob("*.tmdl")]
    strange = {
        (path.name, color)
        for path in written
        for color in HEX.findall(path.read_text(encoding="utf-8"))
        if color.lower() not in palette
    }
    assert strange == set()


@pytest.mark.parametrize("name", theme()["textClasses"])
def test_text_can_be_read_on_every_ground(name: str) -> None:
    color = theme()["textClasses"][name]["color"]
    for ground in ("surface", "page", "surface-sunken"):
        assert contrast(color, tokens()[ground]) >= LEAST_CONTRAST


@pytest.mark.parametrize("status", ["good", "neutral", "bad", "tableAccent", "hyperlink", "visitedHyperlink"])
def test_a_status_color_can_be_read_as_text(status: str) -> None:
    assert contrast(theme()[status], theme()["background"]) >= LEAST_CONTRAST


def test_text_of_every_visual_style_can_be_read_on_its_own_ground() -> None:
    grounds = {"columnHeaders": "backgroundLight", "subTotals": "backgroundLight", "selected": "center"}
    checked = 0
    for where, name, color in painted(theme()["visualStyles"]):
        if not re.search(r"font|label|foreground|title", name, re.IGNORECASE) or "visualHeader" in where:
            continue
        ground = next((value for part, value in grounds.items() if part in where), "background")
        assert contrast(color, resolved(ground)) >= LEAST_CONTRAST, (where, name)
        checked += 1
    assert checked > 20


def test_the_selected_page_s_name_can_be_read_on_its_own_ground() -> None:
    style = theme()["visualStyles"]["pageNavigator"]["*"]
    text = next(entry for entry in style["text"] if entry.get("$id") == "selected")["fontColor"]["solid"]["color"]
    ground = next(entry for entry in style["fill"] if entry.get("$id") == "selected")["fillColor"]["solid"]["color"]
    assert contrast(resolved(text), resolved(ground)) >= LEAST_CONTRAST


@pytest.mark.parametrize("kind", ["cardVisual", "tableEx", "pivotTable", "lineChart", "clusteredBarChart", "slicer"])
def test_the_theme_styles_the_kinds_of_visual_the_report_uses(kind: str) -> None:
    assert theme()["visualStyles"][kind]["*"]


def test_the_report_uses_the_theme() -> None:
    report = read(REPORT / "definition" / "report.json")
    assert report["themeCollection"]["customTheme"]["name"] == THEME.name
    files = [
        item["path"]
        for package in report["resourcePackages"]
        if package["name"] == "RegisteredResources"
        for item in package["items"]
    ]
    assert files == [THEME.name]
