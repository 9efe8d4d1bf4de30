"""Rows of a horizon model that tie hours to joinings, and cuts that make the relaxed model honest about them."""

import numpy as np

from optimizer.staffing.bulk.arrays import Arrays
from optimizer.staffing.data import Indexes, Numbers
from optimizer.staffing.large.horizon_ratios import Ratios
from optimizer.staffing.large.scope import Scope, ones, position

NEGLIGIBLE_HOURS = 1e-6


def joined_to_work(scope: Scope, arrays: Arrays, joins: Indexes) -> None:
    """Hours beyond those of the week before's members need somebody who joins (STAFFING C10)."""
    units, pair, week = scope.units, scope.pair, scope.week
    needs = np.flatnonzero(units.most_hours[pair, week] > units.prior_hours[pair, week] + NEGLIGIBLE_HOURS)
    pair, week, every = pair[needs], week[needs], np.arange(needs.size)
    terms = [
        ones(every, scope.hours[needs]),
        ones(every, joins[units.team[pair]], -units.single_hours[pair, week]),
    ]
    arrays.add_rows("joined_to_work", (pair, week), terms, upper=units.prior_hours[pair, week])


def hours_of_one(scope: Scope, arrays: Arrays, joins: Indexes, ratios: Ratios) -> None:
    """A member who joins works no more than the role takes, beyond what is paid for as off the ratio."""
    units, pair, week = scope.units, scope.pair, scope.week
    row = np.where(units.target[pair] >= 0, ratios.row[units.target[pair], week], -1)
    takes = (
        np.where(row >= 0, ratios.takes_hours[row], np.inf) if ratios.takes_hours.size else np.full(row.size, np.inf)
    )
    needs = units.most_hours[pair, week] > units.prior_hours[pair, week] + NEGLIGIBLE_HOURS
    mine = np.flatnonzero(needs & (takes < units.single_hours[pair, week] - NEGLIGIBLE_HOURS))
    pair, week, row, every = pair[mine], week[mine], row[mine], np.arange(mine.size)
    terms = [
        ones(every, scope.hours[mine]),
        ones(every, joins[units.team[pair]], -takes[mine]),
        ones(every, ratios.off[row], -1.0),
    ]
    arrays.add_rows("hours_of_one", (pair, week), terms, upper=units.prior_hours[pair, week])


def hours_of_all(scope: Scope, arrays: Arrays, joins: Indexes, ratios: Ratios) -> None:
    r"""A role that needs m who join is not filled by fewer (mixed-integer rounding of the role's hours).

    .. math:: \sum hours \le prior + U + off - r (m - \sum joins), \quad m = \lceil U / c \rceil, r = U - c (m - 1)

    with U what the role takes and c the most of one who joins. Those who were there before and are planned one by one
    are left out of both sides.
    """
    units = scope.units
    mine = np.flatnonzero(units.target[scope.pair] >= 0)
    row = ratios.row[units.target[scope.pair[mine]], scope.week[mine]]
    mine, row = mine[row >= 0], row[row >= 0]
    pair, week, count = scope.pair[mine], scope.week[mine], ratios.takes_hours.size
    joinable = units.newcomers[units.team[pair]] > 0
    mine, row, pair, week = mine[joinable], row[joinable], pair[joinable], week[joinable]
    longest, prior = np.zeros(count), np.bincount(row, units.prior_hours[pair, week], count)
    np.maximum.at(longest, row, units.single_hours[pair, week])
    members = np.bincount(row, units.newcomers[units.team[pair]], count)
    people, rest = _rounding(ratios.takes_hours, longest)
    is_cut = (people >= 1) & (people <= members) & (rest > NEGLIGIBLE_HOURS) & (rest < longest - NEGLIGIBLE_HOURS)
    cuts = np.flatnonzero(is_cut)
    place = position(cuts, count)
    inside = place[row] >= 0
    mine, row, pair = mine[inside], place[row[inside]], pair[inside]
    terms = [
        ones(row, scope.hours[mine]),
        ones(np.arange(cuts.size), ratios.off[cuts], -1.0),
        ones(row, joins[units.team[pair]], -rest[cuts][row]),
    ]
    upper = prior[cuts] + ratios.takes_hours[cuts] - rest[cuts] * people[cuts]
    arrays.add_rows("hours_of_all", (cuts,), terms, upper=upper)


def _rounding(takes: Numbers, longest: Numbers) -> tuple[Numbers, Numbers]:
    """How many people a role needs, and the hours that are left for the last of them."""
    usable = np.where(longest > 0, longest, np.inf)
    people = np.ceil(takes / usable - NEGLIGIBLE_HOURS)
    return people, np.where(longest > 0, takes - longest * (people - 1), 0.0)
