"""What points are worth in money."""

from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.score import MILLI


def amount_of_points(data: StaffingData, points: float, pair: int) -> float | None:
    r"""The charge-out value of the consultant's work on the phase's engagement that earns ``points``.

    One unit of money at charge-out rates earns

    .. math:: 1000 \cdot weight \cdot (\alpha \cdot cpi / PV + \beta \cdot (value / rate) / BAC)

    milli-points, as long as SPI and VEC are below 1; what is beyond 1, the floor and the other prices are left out, so
    that the same points are always worth the same on an engagement.

    Parameters
    ----------
    points
        Milli-points.
    pair
        The consultant and phase; the amount is in the engagement's currency.

    Returns
    -------
    float | None
        None where work earns nothing: the engagement's weight is 0.
    """
    one, p, e = data.engagements, data.parameters, int(data.pair_engagement[pair])
    schedule = p.alpha * p.cpi / float(one.pv_amount[e]) if one.pv_amount[e] > 0 else 0.0
    kept_ratio = float(data.pairs.value_per_hour[pair] / data.pairs.rate_per_hour[pair])
    per_unit = MILLI * float(one.weight[e]) * (schedule + p.beta * kept_ratio / float(one.bac_amount[e]))
    return points / per_unit if per_unit > 0 else None


def revenue_change_amount(data: StaffingData, before: Numbers, after: Numbers) -> float:
    """Charge-out value of one plan (P x W) less that of another."""
    return float(((after - before).sum(axis=1) * data.pairs.rate_per_hour).sum())
