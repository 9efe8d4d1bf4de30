"""Rows that cut off no plan but make the relaxed model honest about how many people a role needs.

Without them a role that may take 10 h a week looks as if a quarter of a person would do.
"""

import math

import pulp

from optimizer.staffing.constraints import pairs_by
from optimizer.staffing.variables import StaffingModel, most_hours

NEGLIGIBLE_HOURS = 1e-6


def hours_of_one(model: StaffingModel) -> None:
    r"""Nobody alone works more than the role can take, beyond what is paid for as off the ratio.

    .. math:: hours_{p,w} \le U_{k,w} \cdot on_{p,w} + off_{k,w}
    """
    most = most_hours(model.data)
    for (k, w), pairs in pairs_by(model, model.data.target_of_pair).items():
        if k >= 0:
            takes_hours, off = role_takes_hours(model, k, w), model.off_ratio[k, w]
            for p in pairs:
                if takes_hours < most[p, w] - NEGLIGIBLE_HOURS:
                    row = model.hours[p, w] <= takes_hours * model.is_on[p, w] + off
                    model.add_row(f"hours_of_one__t{k}__n{p}__{model.labels.week[w]}", row)


def hours_of_all(model: StaffingModel) -> None:
    r"""A role that needs m people is not filled by fewer (mixed-integer rounding of the role's hours).

    .. math:: \sum_{p \in k} hours_{p,w} \le U_{k,w} + off_{k,w} - r (m - \sum_{p \in k} on_{p,w})

    with m = ⌈U / most⌉ and r = U − most (m − 1), where ``most`` is the longest week of anybody in the role.
    """
    most = most_hours(model.data)
    for (k, w), pairs in pairs_by(model, model.data.target_of_pair).items():
        if k < 0:
            continue
        takes_hours, longest = role_takes_hours(model, k, w), max(float(most[p, w]) for p in pairs)
        people = math.ceil(takes_hours / longest - NEGLIGIBLE_HOURS)
        remainder = takes_hours - longest * (people - 1)
        if 1 < people <= len(pairs) and remainder < longest - NEGLIGIBLE_HOURS:
            switched_on = pulp.lpSum(model.is_on[p, w] for p in pairs)
            row = model.sum_of_hours(pairs, w) - model.off_ratio[k, w] - remainder * switched_on <= (
                takes_hours - remainder * people
            )
            model.add_row(f"hours_of_all__t{k}__{model.labels.week[w]}", row)


def role_takes_hours(model: StaffingModel, k: int, w: int) -> float:
    """The most that a practice and level can work on a phase in a week without leaving the ratios."""
    phases, targets = model.data.phases, model.data.targets
    j, tolerance = targets.phase[k], model.data.parameters.ratio_tolerance
    return float(targets.ratio[k] * phases.maximum_hours[j, w] + tolerance * phases.planned_hours[j, w])
