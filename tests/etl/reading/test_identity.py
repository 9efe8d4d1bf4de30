"""Hashes and made ids: equal rows stay apart, the same file gives the same ids."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from etl.reading.identity import Occurrences, hashes


def test_a_missing_value_is_not_an_empty_one_and_cells_do_not_run_together() -> None:
    rows = [(None, "a"), ("", "a"), ("a", None), ("a", ""), ("ab", "c"), ("a", "bc")]
    digests = hashes(list(zip(*rows, strict=True)))
    assert len(set(digests)) == len(rows)
    assert all(len(digest) == 64 for digest in digests)


@given(st.lists(st.lists(st.sampled_from("abcde"), max_size=12), max_size=6))
def test_the_occurrence_number_counts_equal_rows_over_all_batches(batches: list[list[str]]) -> None:
    occurrences, counted = Occurrences(), Counter[str]()
    for batch in batches:
        digests = hashes([batch]) if batch else []
        expected = []
        for digest in digests:
            counted[digest] += 1
            expected.append(f"{digest[:40]}#{counted[digest]}")
        assert occurrences.ids(digests) == expected
