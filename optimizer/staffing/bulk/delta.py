"""What a change is worth: the difference of the objective, exact, from what the change touches alone."""

import numpy as np

from optimizer.staffing.bulk import variables
from optimizer.staffing.bulk.index import index_of
from optimizer.staffing.bulk.model import TERMS
from optimizer.staffing.bulk.scope import Scope
from optimizer.staffing.bulk.totals import Totals
from optimizer.staffing.bulk.values import column_values
from optimizer.staffing.data import Indexes, Numbers, StaffingData

PART_OF = {
    "counted_spi": "reward",
    "counted_vec": "reward",
    "spi_short": "spi_below_floor",
    "vec_below_band": "vec_off_burn",
    "vec_above_band": "vec_off_burn",
    "over_budget": "over_budget",
    "off_ratio": "off_ratio",
    "bench_short": "bench",
    "hours": "external_premium",
    "starts": "new_assignments",
    "idle_beside_external": "external_before_internal",
    "moved_hours": "plan_changes",
}


def parts(totals: Totals, pair: Indexes, week: Indexes, hours: Numbers) -> dict[str, float]:
    """The change of each part of ``score.parts``, in milli-points, when some pairs and weeks work other hours.

    Parameters
    ----------
    totals
        The plan and its sums; not changed (``totals.put`` does that).
    pair, week
        What changes, each pair and week at most once.
    hours
        The new hours.
    """
    order = np.lexsort((week, pair))
    model = variables.create(Scope(totals, pair[order], week[order], is_whole=False))
    for term in TERMS:
        term(model)
    change = column_values(model, hours[order]) - column_values(model, model.scope.hours)
    result = dict.fromkeys((term.__name__ for term in TERMS), 0.0)
    for kind, part in PART_OF.items():
        block = model.columns[kind]
        result[part] += float(block.cost @ change[block.columns])
    return result


def points(totals: Totals, pair: Indexes, week: Indexes, hours: Numbers) -> float:
    """The sum of ``parts``."""
    return sum(parts(totals, pair, week, hours).values())


def between(data: StaffingData, before: Numbers, after: Numbers, totals: Totals | None = None) -> dict[str, float]:
    """``parts`` of one plan (P x W) against another; ``totals`` are those of ``before`` where they are known."""
    pair, week = np.nonzero(before != after)
    return parts(totals or Totals(index_of(data), before), pair, week, after[pair, week])
