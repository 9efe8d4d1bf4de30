"""What the parts of a large staffing problem pay each other for what they share: money, demand and weekly totals."""

from dataclasses import dataclass

import numpy as np

from optimizer.staffing.data import Numbers, StaffingData


@dataclass(frozen=True)
class Prices:
    """Prices of everything that couples people of different practices and levels, in milli-points.

    Any finite prices give a valid bound (``demand`` is cut at 0 from below); the duals of a relaxation of the whole
    model give a good one.

    ``cost``: what people earn per unit of money (in the engagement's currency) that they cost phase j; the engagement
    pays it. Positive while the engagement wants to spend, negative beyond its budget.

    ``value``: what people earn per unit of value extracted for engagement e; the engagement pays it.

    ``demand``: at least 0; what people pay per hour on phase j in week w, the dual of the row
    Σ hours[j, w] <= maximum_hours[j, w].

    ``total``: each block of people keeps its ratio rows |Σ hours[k, w] - ratio[k] T| <= slack + off, and with them a
    copy of the phase's total T of its own, 0 <= T <= maximum_hours. ``total`` is what the block of target k pays per
    hour of that copy, ratio[k] (above[k, w] - below[k, w]) with the duals of the two rows (both at least 0). Where the
    prices of a phase's targets do not cancel, the rest is paid for by 0 <= T <= maximum_hours. 0 in weeks in
    which the phase is closed.
    """

    cost: Numbers  # J milli-points per unit of money
    value: Numbers  # E milli-points per unit of extracted value
    demand: Numbers  # J x W milli-points per hour, >= 0
    total: Numbers  # K x W milli-points per hour of the total


def none(data: StaffingData) -> Prices:
    """Everything shared is free: a valid bound, and a poor one."""
    return Prices(
        cost=np.zeros(len(data.phases.ids)),
        value=np.zeros(len(data.engagements.ids)),
        demand=np.zeros(data.phases.maximum_hours.shape),
        total=np.zeros((len(data.targets.ratio), len(data.weeks))),
    )
