"""The tightening rows of ``staffing.tightening`` in bulk: they cut off no plan."""

import numpy as np

from optimizer.staffing.bulk.arrays import find
from optimizer.staffing.bulk.variables import BulkModel
from optimizer.staffing.tightening import NEGLIGIBLE_HOURS


def hours_of_one(model: BulkModel) -> None:
    """Nobody alone works more than the role can take, beyond what is paid for as off the ratio."""
    scope = model.scope
    takes = model.index.role_takes_hours[scope.target, scope.week] if len(model.data.targets.ratio) else scope.most
    mine = (scope.target >= 0) & (takes < scope.most - NEGLIGIBLE_HOURS)
    target, week, row = scope.target[mine], scope.week[mine], np.arange(mine.sum())
    terms = [
        (row, model.columns["hours"].columns[mine], 1),
        (row, model.columns["is_on"].columns[mine], -takes[mine]),
        (row, model.column("off_ratio", target, week), -1),
    ]
    model.add_rows("hours_of_one", (target, scope.pair[mine], week), terms, upper=0)


def hours_of_all(model: BulkModel) -> None:
    """A role that needs m people is not filled by fewer (mixed-integer rounding of the role's hours)."""
    scope, off = model.scope, model.columns["off_ratio"]
    longest, can_work = (table[off.index] for table in model.index.roles)
    takes = model.index.role_takes_hours[off.index]
    divisor = np.where(longest > 0, longest, 1)
    people = np.ceil(takes / divisor - NEGLIGIBLE_HOURS)
    rest_hours = takes - longest * (people - 1)
    binds = (people > 1) & (people <= can_work) & (rest_hours < longest - NEGLIGIBLE_HOURS)
    row = np.where(binds, np.cumsum(binds) - 1, -1)
    place = find(off.index, (np.maximum(scope.target, 0), scope.week))
    mine = scope.target >= 0
    mine[mine] = binds[place[mine]]
    entry_row, rest = row[place[mine]], rest_hours[place[mine]]
    key = off.index[0][binds], off.index[1][binds]
    kept = scope.rest.target_hours[key] - rest_hours[binds] * scope.rest.target_on[key]
    terms = [
        (entry_row, model.columns["hours"].columns[mine], 1),
        (entry_row, model.columns["is_on"].columns[mine], -rest),
        (row[binds], off.columns[binds], -1),
    ]
    model.add_rows("hours_of_all", key, terms, upper=(takes - rest_hours * people)[binds] - kept)
