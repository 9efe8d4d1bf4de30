"""Draws: the distribution that is promised, and the same luck for the same request."""

import numpy as np
import pytest

from config.errors import ExtractError, UsageError
from optimizer.funding.monte_carlo.draws import draw
from optimizer.funding.monte_carlo.uncertainty import Uncertainty, past_spreads, shape_called, uncertainty_of

COUNT = 40_000


@pytest.mark.parametrize("shape", ["lognormal", "triangular"])
def test_roi_has_the_expected_mean_and_the_given_spread(three, shape) -> None:
    drawn = draw(three().requests, Uncertainty(shape, 0.3), COUNT, seed=3).roi_ratio
    assert drawn.mean(axis=0) == pytest.approx([3.0, 2.5, 2.0], rel=0.01)
    assert drawn.std(axis=0) / drawn.mean(axis=0) == pytest.approx([0.3] * 3, rel=0.02)
    assert (drawn > 0).all()


def test_a_fixed_roi_leaves_success_alone_uncertain_and_failure_returns_nothing(three) -> None:
    drawn = draw(three().requests, Uncertainty("fixed"), COUNT, seed=3)
    assert set(np.unique(drawn.worth[:, 0])) == {0.0, 3.0}
    assert drawn.is_success.mean(axis=0) == pytest.approx([0.8] * 3, abs=0.01)
    assert drawn.worth.mean(axis=0) == pytest.approx([2.4, 2.0, 1.6], rel=0.01)


def test_requests_succeed_independently(three) -> None:
    success = draw(three().requests, Uncertainty(), COUNT, seed=3).is_success.astype(float)
    assert np.abs(np.corrcoef(success.T) - np.eye(3)).max() < 0.02


def test_a_request_has_the_same_draws_whoever_else_asks(three) -> None:
    requests = three().requests
    all_of_them, last = (draw(rows, Uncertainty(), 100, seed=5) for rows in (requests, requests[2:]))
    assert (all_of_them.worth[:, 2] == last.worth[:, 0]).all()
    assert (all_of_them.worth != draw(requests, Uncertainty(), 100, seed=6).worth).any()
    assert (all_of_them.roi_ratio[:, 0] / 3 != all_of_them.roi_ratio[:, 1] / 2.5).all()


def test_past_years_give_the_spread_of_their_line(three, tmp_path) -> None:
    """2 and 4 are 3 on average with the standard deviation √2; a single year says nothing."""
    path = tmp_path / "history.csv"
    path.write_text("year,service_line,roi\n2023,Line A,2\n2024,Line A,4\n2024,Line B,2.5\n", encoding="utf-8")
    assert past_spreads(path) == {"Line A": pytest.approx(2**0.5 / 3)}
    data = three(B={"past_roi_deviation": 0.4})
    found = uncertainty_of(data, spread_ratio=0.1)
    assert [found.spread(request) for request in data.requests] == pytest.approx([0.1, 0.4, 0.1])


def test_what_cannot_be_drawn_is_refused_in_words(three, tmp_path) -> None:
    rows = three().requests
    with pytest.raises(UsageError, match="--draws 0: 1 to"):
        draw(rows, Uncertainty(), 0, seed=1)
    with pytest.raises(UsageError, match="--draws 99999999999: 1 to"):
        draw(rows, Uncertainty(), 99_999_999_999, seed=1)
    with pytest.raises(UsageError, match="--seed -1"):
        draw(rows, Uncertainty(), 1, seed=-1)
    with pytest.raises(UsageError, match=r"--spread: the ROI spreads by -0\.1 of its mean"):
        Uncertainty(spread_ratio=-0.1)
    with pytest.raises(UsageError, match="triangular"):
        Uncertainty("triangular", 0.5)
    with pytest.raises(UsageError, match="--shape bell: known are lognormal, triangular, fixed"):
        shape_called("bell")
    path = tmp_path / "history.csv"
    path.write_text("service_line,roi\nLine A,-2\n", encoding="utf-8")
    with pytest.raises(ExtractError, match="line 2"):
        past_spreads(path)
