"""Every page keeps one frame: nothing overlaps, nothing leaves the page, and every page says how old its data is."""

from itertools import combinations

import pytest

from tests.powerbi_report.report import (
    BACKDROPS,
    PHONE_WIDTH,
    REPORT,
    Box,
    of,
    page,
    page_order,
    read,
)

PAGES = page_order()
SIZE = (1280, 720)
CONTENT_LEFT, CONTENT_RIGHT = 192, 1256
FRAME = ("brand", "pages", "page_title", "as_of", "stale_banner")
ASKED_FOR = {
    "Executive",
    "Engagement",
    "People & bench",
    "Staffing plan",
    "Budget",
    "Funding",
    "Forecast",
    "Quality",
    "Data status",
}


def test_the_pages_asked_for_are_there_and_each_folder_is_in_the_order() -> None:
    folders = {path.parent.name for path in (REPORT / "definition" / "pages").glob("*/page.json")}
    assert folders == set(PAGES)
    assert {page(name)["displayName"] for name in PAGES} == ASKED_FOR


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_the_common_size_and_its_folder_s_name(name: str) -> None:
    document = page(name)
    assert (document["width"], document["height"]) == SIZE
    assert document["name"] == name


@pytest.mark.parametrize("name", PAGES)
def test_every_visual_lies_inside_its_page(name: str) -> None:
    whole = Box(0, 0, *SIZE)
    assert [str(visual) for visual in of(name) if not visual.box.is_inside(whole)] == []


@pytest.mark.parametrize("name", PAGES)
def test_no_two_visuals_overlap(name: str) -> None:
    shown = [visual for visual in of(name) if visual.name not in BACKDROPS]
    assert [f"{one} on {two}" for one, two in combinations(shown, 2) if one.box.overlaps(two.box)] == []


@pytest.mark.parametrize("name", PAGES)
def test_visuals_keep_the_grid_of_twelve_columns(name: str) -> None:
    """Columns of 74 pixels, 16 apart: every left edge is at 192 + 90 n, every right edge 16 before one."""
    content = [v for v in of(name) if v.box.left >= CONTENT_LEFT and v.name not in BACKDROPS]
    crooked = [
        str(visual)
        for visual in content
        if (visual.box.left - CONTENT_LEFT) % 90 or (visual.box.right + 16 - CONTENT_LEFT) % 90
    ]
    assert crooked == []
    assert max(visual.box.right for visual in content) == CONTENT_RIGHT


@pytest.mark.parametrize("name", PAGES)
def test_a_visual_carries_its_folder_s_name(name: str) -> None:
    assert [visual.document["name"] for visual in of(name)] == [visual.name for visual in of(name)]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_the_frame_with_the_as_of_card_and_the_stale_banner(name: str) -> None:
    named = {visual.name: visual for visual in of(name)}
    assert set(FRAME) <= set(named)
    first = {visual.name: visual for visual in of(PAGES[0])}
    for part in FRAME[2:]:
        assert named[part].box == first[part].box
    for part in ("as_of", "stale_banner"):
        assert named[part].kind == "cardVisual"
        assert named[part].roles == first[part].roles


def test_only_the_data_status_page_has_no_slicers_and_all_slicers_share_one_row() -> None:
    rows = {name: {(v.box.top, v.box.bottom) for v in of(name) if v.kind == "slicer"} for name in PAGES}
    assert all(len(row) <= 1 for row in rows.values())
    assert [name for name, row in rows.items() if not row] == ["data_status"]
    assert len(set().union(*rows.values())) == 1


@pytest.mark.parametrize("name", PAGES)
def test_every_table_and_chart_has_a_title_of_our_own(name: str) -> None:
    titled = [visual for visual in of(name) if visual.roles and visual.kind not in {"cardVisual", "slicer"}]
    titles = [visual.container("title", "text") or "" for visual in titled]
    assert [title for title in titles if not title.endswith("?")] == []
    assert len(set(titles)) == len(titles)


def test_the_engagement_page_is_reached_by_drilling_through_on_the_engagement() -> None:
    document = page("engagement")
    binding = document["pageBinding"]
    filters = {held["name"]: held for held in document["filterConfig"]["filters"]}
    bound = binding["parameters"][0]
    assert binding["type"] == "Drillthrough"
    assert filters[bound["boundFilter"]]["howCreated"] == "Drillthrough"
    assert filters[bound["boundFilter"]]["field"] == bound["fieldExpr"]
    drilled = bound["fieldExpr"]["Column"]
    table = next(visual for visual in of("executive") if visual.kind == "tableEx")
    assert drilled in [projection["field"].get("Column") for projection in table.roles["Values"]]


@pytest.mark.parametrize("name", ["executive", "engagement"])
def test_the_phone_layout_shows_the_age_of_the_data_and_overlaps_nowhere(name: str) -> None:
    placed = {visual.name: Box.of(visual.phone["position"]) for visual in of(name) if visual.phone}
    assert {"as_of", "stale_banner"} <= set(placed)
    assert all(box.left >= 0 and box.top >= 0 and box.right <= PHONE_WIDTH for box in placed.values())
    assert [f"{a} on {b}" for (a, one), (b, two) in combinations(placed.items(), 2) if one.overlaps(two)] == []


def test_the_report_names_its_model_by_path() -> None:
    reference = read(REPORT / "definition.pbir")["datasetReference"]
    assert reference == {"byPath": {"path": "../PROP.SemanticModel"}}
