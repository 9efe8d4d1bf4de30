"""The rules of the initiatives model, one function each, in the order of BUDGET A."""

from collections import defaultdict

from optimizer.budget.data import BudgetData, Initiative
from optimizer.budget.months import label
from optimizer.budget.variables import BudgetModel, Key


def capacity(model: BudgetModel, data: BudgetData) -> None:
    r"""Nobody is planned beyond the part of the month that they have (BUDGET A1).

    .. math:: \sum_i share_{r,i,m} \le available_{r,m} \quad \forall r, m

    Parameters
    ----------
    model
        Gains one row per employee and month with a variable.
    data
        ``available`` is a ratio of the month, 0-1: hired and not on leave.
    """
    for (employee_id, month), keys in model.by_employee_month.items():
        employee = data.employee[employee_id]
        model.add_row(
            model.name("capacity", employee_id=employee_id, month=month),
            model.man_months(keys) <= employee.available(month),
            limit=f"capacity of {employee.name} ({employee_id}) in {label(month)}",
            unit="man-month",
        )


def month_budget(model: BudgetModel, data: BudgetData) -> None:
    r"""No month costs more than its part of the budget, and what earlier months left if carried over (BUDGET A2).

    .. math:: \sum_r cost_r share_{r,i,m} \le budget_{i,m}

    With carry-over, both sides are summed from the first month. Efficiency initiatives have no money row (A9).
    """
    for initiative in _budgeted(data):
        keys: list[Key] = []
        amount = 0.0
        for month in initiative.months:
            keep = data.rules.has_carry_over
            keys = (keys if keep else []) + model.by_initiative_month[initiative.initiative_id, month]
            amount = (amount if keep else 0.0) + data.month_budget_amount(initiative, month)
            if keys:
                model.add_row(
                    model.name("month_budget", initiative_id=initiative.initiative_id, month=month),
                    model.cost_amount(keys) <= amount,
                    limit=f"budget of {initiative.name} ({initiative.initiative_id}) in {label(month)}",
                    unit=data.currency,
                )


def funding_source(model: BudgetModel, data: BudgetData) -> None:
    """Σ cost ≤ the cap of the funding source, over all months and its budgeted initiatives (BUDGET A3)."""
    sources = sorted({initiative.funding_source for initiative in _budgeted(data)})
    for number, source in enumerate(sources, 1):
        initiatives = [i for i in _budgeted(data) if i.funding_source == source]
        keys = [key for i in initiatives for key in model.by_initiative[i.initiative_id]]
        if keys:
            model.add_row(
                f"funding_source__s{number}",
                model.cost_amount(keys) <= data.source_cap(source),
                limit=f"cap of the funding source {source or 'that is not named'}",
                unit=data.currency,
            )


def driver(model: BudgetModel, data: BudgetData) -> None:
    """Σ cost ≤ the cap of the driver within its funding source (BUDGET A4)."""
    pairs = sorted({(i.funding_source, i.driver) for i in _budgeted(data)})
    for number, pair in enumerate(pairs, 1):
        initiatives = [i for i in _budgeted(data) if (i.funding_source, i.driver) == pair]
        keys = [key for i in initiatives for key in model.by_initiative[i.initiative_id]]
        if keys:
            model.add_row(
                f"driver__d{number}",
                model.cost_amount(keys) <= data.driver_cap(*pair),
                limit=f"cap of the driver {pair[1] or 'that is not named'} in the funding source {pair[0]}",
                unit=data.currency,
            )


def effort(model: BudgetModel, data: BudgetData) -> None:
    """Man-months + shortfall = the effort target; without a target an initiative has no row (BUDGET A5)."""
    for initiative_id, shortfall in model.shortfall.items():
        target = data.initiative[initiative_id].effort_man_months
        delivered = model.man_months(model.by_initiative[initiative_id])
        model.add_row(model.name("effort", initiative_id=initiative_id), delivered + shortfall == target)


def maximum_share(model: BudgetModel, data: BudgetData) -> None:
    """Nobody gives one initiative more than its maximum share of a month (BUDGET A6); a limit of the variable."""
    for (_, initiative_id, _), share in model.share.items():
        share.upBound = min(share.upBound, data.initiative[initiative_id].maximum_share_ratio)


def places(model: BudgetModel, data: BudgetData) -> None:
    """Between the least and the most of all man-months come from a location, multiplied out (BUDGET A12)."""
    everything = model.man_months(model.share)
    keys: dict[str, list[Key]] = defaultdict(list)
    for key in model.share:
        keys[data.employee[key[0]].location].append(key)
    for rule, ratios in (
        ("place_maximum", data.rules.location_maximum_ratio),
        ("place_minimum", data.rules.location_minimum_ratio),
    ):
        for number, (location, ratio) in enumerate(sorted(ratios.items()), 1):
            beyond = model.man_months(keys[location]) - ratio * everything
            row = beyond <= 0 if rule == "place_maximum" else beyond >= 0
            model.add_row(f"{rule}__l{number}", row, limit=f"{rule.replace('_', ' ')} of {location}", unit="man-month")


def _budgeted(data: BudgetData) -> list[Initiative]:
    """Those with money; efficiency initiatives are in no money row, a pool of their own (BUDGET A9)."""
    return [initiative for initiative in data.initiatives if not initiative.is_efficiency]
