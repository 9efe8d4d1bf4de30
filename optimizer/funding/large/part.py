"""A part of the requests decided exactly, while the others stay as they are: the small model that HiGHS is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from optimizer.funding.bulk import highs
from optimizer.funding.bulk.linear_model import INFINITY, LinearModel
from optimizer.funding.bulk.terms import terms
from optimizer.funding.data import Flags, Indexes, Numbers
from optimizer.funding.large.choices import Choices
from optimizer.funding.large.coupling import Coupling

TINY = 1e-12
BOX_TOLERANCE = 1e-9
NODE_COUNT = 500
SECONDS = 60.0


@dataclass(frozen=True)
class Part:
    """What became of the part: amounts, who is funded, what that is worth above nothing, and prices of a relaxation.

    ``is_in_box``: no price stopped at its limit. ``worth`` counts then what was chosen and nothing else.
    """

    amounts: Numbers
    is_funded: Flags
    worth: float
    prices: Numbers
    is_in_box: bool = True


def row_sizes(coupling: Coupling, choices: Choices) -> Numbers:
    """What one request can do to each row at most."""
    most = np.abs(coupling.of_amount[:, :, None] * choices.amounts + coupling.of_funded[:, :, None])
    result: Numbers = np.maximum(most.max(axis=(1, 2), initial=0.0), TINY)
    return result


def relax_part(
    coupling: Coupling,
    choices: Choices,
    part: Indexes,
    level: Numbers,
    size: Numbers,
    box: tuple[Numbers, Numbers],
    *,
    weights: Numbers | None = None,
    others: list[tuple[Numbers, Numbers]] | None = None,
) -> Part | None:
    """The best for the requests of ``part`` where they may be funded in part, and prices stay within ``box``.

    Parameters
    ----------
    level
        What is left of each coupling row for the part.
    size
        Of each row, from ``row_sizes``.
    box
        Lowest and highest price of each row: a row may be missed, or used less, at these.
    weights
        How many requests each of the part stands for; 1 without.
    others
        What the other requests may use (rows x kinds) and be worth (kinds), one of them for each kind or a mixture.
    """
    model = LinearModel("funding prices")
    unit, columns, entries = _corners(model, coupling, choices, part, size, weights)
    model.add_rows(
        "corners",
        [("r", np.arange(len(part)))],
        [(np.arange(len(part))[:, None], columns, 1.0)],
        lower=-INFINITY,
        upper=1.0,
    )
    row = np.arange(len(level))
    if others:
        entries += _mixture(model, others, size, unit)
    more = model.add_columns("missed", [("l", row)])
    less = model.add_columns("unused", [("l", row)])
    entries += [(row, more.members, -1.0), (row, less.members, 1.0)]
    lowest, highest = (prices * size / unit for prices in box)
    model.objective = model.objective + terms(less.members, lowest) - terms(more.members, highest)
    limits = model.add_rows("limit", [("l", row)], entries, lower=-INFINITY, upper=level / size)
    answer = highs.solve(model, seconds=SECONDS, is_relaxed=True)
    if answer.point is None or answer.row_prices is None:
        return None
    used = answer.point[np.concatenate([more.members, less.members])] * np.concatenate([highest, lowest])
    amounts = (answer.point[columns] * choices.amounts[part]).sum(axis=1)
    prices = np.maximum(answer.row_prices[limits.members], 0.0) * unit / size
    worth = (answer.objective or 0.0) * unit
    return Part(amounts, amounts > 0, worth, prices, bool(used.sum() <= BOX_TOLERANCE))


def solve_part(
    coupling: Coupling,
    choices: Choices,
    part: Indexes,
    level: Numbers,
    size: Numbers,
    *,
    is_open: Flags,
    absolute_gap: float,
    seconds: float,
) -> Part | None:
    """The best for the requests of ``part``, within a gap in worth; None where none was found.

    Parameters
    ----------
    is_open
        Which of them may be funded or not; the others are funded, with an amount that is free.
    """
    model = LinearModel("funding part")
    unit, columns, entries = _corners(model, coupling, choices, part, size, None)
    place = np.arange(len(part))
    funded = model.add_columns("funded", [("r", place)], lower=~is_open * 1.0, upper=1.0, is_integer=True)
    sums = [(place[:, None], columns, 1.0), (place, funded.members, -1.0)]
    model.add_rows("corners", [("r", place)], sums, lower=0.0, upper=0.0)
    model.add_rows("limit", [("l", np.arange(len(level)))], entries, lower=-INFINITY, upper=level / size)
    options = {"mip_abs_gap": max(absolute_gap / unit, 1e-9), "mip_max_nodes": NODE_COUNT}
    answer = highs.solve(model, seconds=seconds, relative_gap=0.0, options=options)
    if answer.point is None:
        return None
    amounts = (answer.point[columns] * choices.amounts[part]).sum(axis=1)
    is_funded = answer.point[funded.members] > 0.5  # noqa: PLR2004  # 0 or 1
    return Part(amounts, is_funded, (answer.objective or 0.0) * unit, np.zeros(len(level)))


def _mixture(
    model: LinearModel, others: list[tuple[Numbers, Numbers]], size: Numbers, unit: float
) -> list[tuple[Any, Any, Any]]:
    """Columns for the share of each kind that follows each of the others' verdicts; what they use of the rows."""
    use, worth = np.stack([one for one, _ in others], axis=2), np.stack([one for _, one in others], axis=1)
    kinds, verdicts = worth.shape
    block = model.add_columns("verdict", [("k", np.repeat(np.arange(kinds), verdicts))])
    columns = block.members.reshape(kinds, verdicts)
    number = np.arange(kinds)
    model.add_rows("kinds", [("k", number)], [(number[:, None], columns, 1.0)], lower=1.0, upper=1.0)
    model.objective = model.objective + terms(block.members, worth.ravel() / unit)
    row = np.arange(len(size))
    return [(row[:, None], block.members[None, :], use.reshape(len(size), -1) / size[:, None])]


def _corners(
    model: LinearModel, coupling: Coupling, choices: Choices, part: Indexes, size: Numbers, weights: Numbers | None
) -> tuple[float, Indexes, list[tuple[Any, Any, Any]]]:
    """The share of each corner of each request, and what it does to the rows; worth is counted in the first result."""
    amounts, worth = choices.amounts[part], choices.worth[part]
    times = np.ones(len(part)) if weights is None else weights
    unit = max(float(np.abs(worth).max(initial=0.0)), TINY)
    place = np.repeat(np.arange(len(part)), choices.corner_count)
    block = model.add_columns("corner", [("r", place)], upper=choices.is_possible[part][place].astype(float))
    columns = block.members.reshape(worth.shape)
    model.objective = terms(columns.ravel(), (worth * times[:, None] / unit).ravel())
    rows_of = coupling.of_amount[:, part, None] * amounts + coupling.of_funded[:, part, None]
    scaled = (rows_of * times[None, :, None] / size[:, None, None]).reshape(len(size), -1)
    row, column = np.nonzero(scaled)
    return unit, columns, [(row, block.first + column, scaled[row, column])]
