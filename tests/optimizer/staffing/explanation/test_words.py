"""How sentences show numbers that decide."""

import pytest

from optimizer.staffing.explanation import words


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.727, "0.73"), (0.848275, "0.848"), (0.84996, "just under 0.85"), (0.8497, "0.8497"), (0.0, "0.00")],
)
def test_what_is_below_its_floor_looks_so(value, shown):
    assert words.below(value, 0.85) == shown


def test_one_is_a_person():
    assert [words.people(count) for count in (0, 1, 2)] == ["0 people", "1 person", "2 people"]
