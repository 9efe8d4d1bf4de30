"""Which limit is meant, and through which values it goes."""

import pytest

from config.errors import UsageError
from optimizer.funding.data import Limit
from optimizer.funding.sweeps.levels import Range, limit_called, with_value

BUDGET = Limit("total_budget", 200)


def test_parts_are_of_the_limits_own_value_and_both_ends_are_there() -> None:
    assert Range("50%", "150%", 5).values(BUDGET) == (100, 150, 200, 250, 300)
    assert Range("0", "1_000", 3).values(BUDGET) == (0, 500, 1000)


def test_limits_that_count_go_through_whole_numbers_once() -> None:
    assert Range("1", "3", 9).values(Limit("min_funded_projects", 2)) == (1, 2, 3)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("50%", "150%", 1), "--points 1: 2 to 1000"),
        (("50%", "150%", -3), "--points -3"),
        (("150%", "50%", 5), "the first must be below the last"),
        (("100", "100", 5), "the first must be below the last"),
        (("-5%", "50%", 5), "--from '-5%': 0 or more is expected"),
        (("half", "50%", 5), "--from 'half'"),
        (("10%", "inf", 5), "--to 'inf'"),
        (("10%", "nan", 5), "--to 'nan'"),
    ],
)
def test_a_range_that_is_none_is_refused(asked, words) -> None:
    with pytest.raises(UsageError) as caught:
        Range(*asked).values(BUDGET)
    assert words in str(caught.value)
    assert "Nothing was solved" in str(caught.value)


def test_there_is_no_part_of_nothing() -> None:
    with pytest.raises(UsageError, match="of which there is no part"):
        Range("50%", "150%", 5).values(Limit("total_budget", 0))


def test_a_limit_is_found_by_code_or_by_code_and_subject(three) -> None:
    first, second = (Limit("max_group_amount", 60, subject=who) for who in (("A", "C"), ("B",)))
    data = three(BUDGET, first, second)
    assert limit_called(data, "total_budget") == BUDGET
    assert limit_called(data, "max_group_amount (A | C)") == first
    with pytest.raises(UsageError, match=r"2 limits are called so.*max_group_amount \(B\)"):
        limit_called(data, "max_group_amount")
    with pytest.raises(UsageError, match=r"no limit is called so.*total_budget"):
        limit_called(data, "budget")


def test_a_limit_without_level_or_without_figures_is_refused(three) -> None:
    data = three(Limit("must_fund", 1, subject=("A",)), Limit("min_cash_runway_months", 18))
    with pytest.raises(UsageError, match="it has no level to change"):
        limit_called(data, "must_fund (A)")
    with pytest.raises(UsageError, match="nothing gives the firm's cash_amount"):
        limit_called(data, "min_cash_runway_months")


def test_one_limit_changes_and_the_others_stay(three) -> None:
    data = three(BUDGET, Limit("max_funded_projects", 2))
    assert [limit.value for limit in with_value(data, BUDGET, 70).limits] == [70, 2]
    assert data.limits[0].value == 200
