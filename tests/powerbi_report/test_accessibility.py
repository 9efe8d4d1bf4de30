"""A reader with a keyboard, a screen reader or weak eyes gets the same report."""

from itertools import combinations

import pytest

from tests.powerbi_report.report import BACKDROPS, of, page_order

LONGEST_ALT_TEXT = 250
SILENT = {"rail", "header_band", "brand"}
"""Decoration: out of the tab order."""


@pytest.mark.parametrize("name", page_order())
def test_every_visual_has_alt_text_of_a_sentence_or_two(name: str) -> None:
    said = {visual.name: visual.container("general", "altText") or "" for visual in of(name)}
    assert [it for it, words in said.items() if not words.endswith((".", "?"))] == []
    assert [it for it, words in said.items() if len(words) > LONGEST_ALT_TEXT] == []


@pytest.mark.parametrize("name", page_order())
def test_decoration_alone_is_out_of_the_tab_order(name: str) -> None:
    assert {visual.name for visual in of(name) if visual.tab_order < 0} == SILENT
    assert {visual.name for visual in of(name) if visual.kind == "shape"} == BACKDROPS


@pytest.mark.parametrize("name", page_order())
def test_the_keyboard_goes_from_the_question_to_the_age_of_the_data_to_the_filters_to_the_content(name: str) -> None:
    walked = sorted((visual for visual in of(name) if visual.tab_order >= 0), key=lambda v: v.tab_order)
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


@pytest.mark.parametrize("name", page_order())
def test_a_color_that_a_measure_gives_is_the_color_of_a_text(name: str) -> None:
    """The colored word or number says the same, so no color stands alone."""
    for visual in of(name):
        objects = visual.document["visual"].get("objects", {})
        for entry in [part for group in objects.values() for part in group]:
            colored = {key for key, value in entry["properties"].items() if "Measure" in str(value) and "olor" in key}
            assert colored <= {"fontColor", "valueFontColor"}, visual
            assert not colored or entry["selector"]["metadata"]
