"""Ids follow Salesforce's published rule, checked on suffixes worked out by hand."""

import pytest

from demo.salesforce_id import KEY_PREFIXES, base62, checksum, record_id


@pytest.mark.parametrize(
    ("short", "suffix"),
    [
        ("001A0000006Vm9r", "IAC"),  # A at place 3: 8 = I; none: A; V at place 1: 2 = C
        ("00QD000000DxtN6", "MAJ"),  # Q, D at places 2, 3: 4 + 8 = M; none: A; D, N at 0, 3: 1 + 8 = J
        ("aaaaaAAAAA00000", "A5A"),  # all five capitals: 31 = 5
    ],
)
def test_the_suffix_spells_which_letters_are_capitals(short, suffix):
    assert checksum(short) == suffix


def test_base_62_counts_digits_then_capitals_then_small_letters():
    assert [base62(n, 2) for n in (0, 9, 10, 35, 36, 61, 62)] == ["00", "09", "0A", "0Z", "0a", "0z", "10"]


def test_ids_are_eighteen_characters_and_never_repeat():
    ids = [record_id(entity, n) for entity in KEY_PREFIXES for n in range(2000)]
    assert {len(identifier) for identifier in ids} == {18}
    assert len(set(ids)) == len(ids)


def test_the_first_two_accounts_differ_only_by_case_until_the_suffix():
    first, second = record_id("Account", 0), record_id("Account", 1)
    assert first[:15] != second[:15]
    assert first[:15].lower() == second[:15].lower()
    assert first.lower() != second.lower()
