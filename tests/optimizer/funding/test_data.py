"""What is refused before anything is solved, and what cannot be applied."""

from dataclasses import replace

import pytest

from config.errors import ModelError
from optimizer.funding.data import Limit
from optimizer.funding.limits import subject_of


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"minimum_viable_amount": 101}, "Line A requests 100.00 USD, less than its minimum viable amount 101.00"),
        ({"requested_amount": 0}, "Line A requests 0.00 USD; more than 0 is expected"),
        ({"success_probability_ratio": 85}, "Line A succeeds with 85; 0 to 1 is expected"),
        ({"roi_ratio": float("nan")}, "Line A has the return nan"),
        ({"request_id": "B"}, "request B is given 2 times"),
    ],
)
def test_a_request_that_contradicts_itself_is_named(three, request_of, change, expected) -> None:
    data = three()
    with pytest.raises(ModelError) as caught:
        replace(data, requests=(replace(data.requests[0], **change), *data.requests[1:]))
    assert expected in str(caught.value)
    assert "Nothing was solved" in str(caught.value)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (Limit("max_budgets", 1), "the limit max_budgets is not known; known are total_budget"),
        (Limit("must_fund", 1), "the limit must_fund names no request"),
        (
            Limit("must_fund", 1, subject=("D",)),
            "the limit must_fund is about 'D', which is neither a request nor a group",
        ),
        (Limit("total_budget", float("inf")), "the limit total_budget has the value inf"),
    ],
)
def test_a_limit_that_cannot_be_meant_is_named(three, limit, expected) -> None:
    with pytest.raises(ModelError) as caught:
        three(limit)
    assert expected in str(caught.value)


def test_a_limit_that_the_data_cannot_feed_is_reported_by_name(three) -> None:
    data = three(Limit("min_cash_runway_months", 18), Limit("min_group_share", 0.1, subject=("Risk",)))
    assert data.binding_limits == ()
    cash, group = data.limits_not_applied
    assert cash.startswith("min_cash_runway_months was not applied: nothing gives the firm's cash_amount and")
    assert cash.endswith("The rule: Cash after funding lasts at least 18 months.")
    assert group.startswith("min_group_share (Risk) was not applied: nothing gives the groups of the requests.")
    assert group.endswith("The rule: Risk together get at least 10.0% of all funding.")


def test_a_group_stands_for_its_requests(three) -> None:
    data = three(Limit("min_group_amount", 90, subject=("Risk",)), A={"group": "Risk"}, C={"group": "Risk"})
    assert [request.request_id for request in data.subjects(data.limits[0])] == ["A", "C"]


def test_a_subject_is_read_in_order() -> None:
    assert subject_of("Cockpit > Platform") == ("Cockpit", "Platform")
    assert subject_of(" A | B ") == ("A", "B")
    assert subject_of("") == ()
