"""A reader with a keyboard, a screen reader or weak eyes gets the same report."""

from itertools import combinations

import pytest

from tests.powerbi_report.report import BACKDROPS, Visual, page_order, visuals

LONGEST_ALT_TEXT = 250
SILENT = {"rail", "header_band", "brand"}
"""Decoration: out of the tab order."""


@pytest.mark.parametrize("visual", visuals(), ids=str)
def test_every_visual_has_alt_text(visual: Visual) -> None:
    words = visual.container("general", "altText")
    assert words
    assert words.endswith((".", "?"))
    assert len(words) <= LONGEST_ALT_TEXT


@pytest.mark.parametrize("visual", visuals(), ids=str)
def test_decoration_alone_is_out_of_the_tab_order(visual: Visual) -> None:
    assert (visual.tab_order < 0) == (visual.name in SILENT)
    assert (visual.kind == "shape") == (visual.name in BACKDROPS)


@pytest.mark.parametrize("name", page_order())
def test_the_keyboard_goes_from_the_question_to_the_age_of_the_data_to_the_filters_to_the_content(name: str) -> None:
    walked = sorted(
        (visual for visual in visuals() if visual.page == name and visual.tab_order >= 0), key=lambda v: v.tab_order
    )
    names = [visual.name for visual in walked]
    assert len({visual.tab_order for visual in walked}) == len(walked)
    assert names[:3] == ["page_title", "as_of", "stale_banner"]
    assert names[-1] == "pages"
    content = [visual for visual in walked[3:-1] if visual.kind not in {"slicer", "actionButton"}]
    backwards = [
        f"{late} after {early}"
        for early, late in combinations(content, 2)
        if late.box.bottom <= early.box.top and late.box.left < early.box.right and early.box.left < late.box.right
    ]
    assert backwards == []


@pytest.mark.parametrize("visual", [v for v in visuals() if v.roles], ids=str)
def test_a_color_that_a_measure_gives_stands_beside_words_or_a_number(visual: Visual) -> None:
    """Text may be colored by a measure; a cell's or a card's own text says the same, so no fill stands alone."""
    objects = visual.document["visual"].get("objects", {})
    for entry in [part for group in objects.values() for part in group]:
        colored = [name for name, value in entry["properties"].items() if "Measure" in str(value) and "olor" in name]
        assert all(name.endswith("ontColor") or name == "backColor" for name in colored)
        if colored:
            assert entry["selector"]["metadata"]
