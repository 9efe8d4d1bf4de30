"""The rules of ``budget.constraints`` as blocks of rows, by the same names and in the same order."""

import numpy as np

from optimizer.budget.bulk.arrays import BudgetArrays, Grain
from optimizer.budget.bulk.kinds import NOWHERE, Flags, Indexes, places
from optimizer.budget.months import label


def capacity(model: BudgetArrays) -> None:
    """Nobody is planned beyond the part of the month that they have (BUDGET A1)."""
    row_of = places(has_shares(model, "person_month"))
    person, month = np.divmod(np.flatnonzero(row_of != NOWHERE).astype(np.int32), max(model.month_count, 1))

    def words(row: int) -> tuple[str, str]:
        employee = model.data.employees[int(model.people.members[person[row]][0])]
        limit = f"capacity of {employee.name} ({employee.employee_id}) in {label(model.data.months[month[row]])}"
        return limit, "man-month"

    upper = model.count[person] * model.people.available[person, month]
    index = {"e": person, "m": month}
    model.add_rows("capacity", index, upper=upper, grain="person_month", row_of=row_of, words=words)


def month_budget(model: BudgetArrays) -> None:
    """No month costs more than its part of the budget, and what earlier months left if carried over (BUDGET A2)."""
    data, keeps = model.data, model.data.rules.has_carry_over
    has_row = has_shares(model, "initiative_month").reshape(model.initiative_count, model.month_count)
    amount = np.zeros(has_row.shape)
    runs = np.zeros(has_row.shape, dtype=bool)
    place = {month: number for number, month in enumerate(data.months)}
    for number, initiative in enumerate(data.initiatives):
        for month in initiative.months if not initiative.is_efficiency else ():
            amount[number, place[month]] = data.month_budget_amount(initiative, month)
            runs[number, place[month]] = True
    if keeps:
        amount, has_row = np.cumsum(amount, axis=1), np.logical_or.accumulate(has_row, axis=1)
    has_row = has_row & runs
    i, m = (found.astype(np.int32) for found in np.nonzero(has_row))

    def words(row: int) -> tuple[str, str]:
        initiative = data.initiatives[i[row]]
        return (
            f"budget of {initiative.name} ({initiative.initiative_id}) in {label(data.months[m[row]])}",
            data.currency,
        )

    model.add_rows(
        "month_budget",
        {"i": i, "m": m},
        upper=amount[i, m],
        row_of=places(has_row.ravel()),
        is_cost=True,
        chain_end=np.searchsorted(i, i, side="right") - 1 if keeps else None,
        words=words,
    )


def funding_source(model: BudgetArrays) -> None:
    """Σ cost ≤ the cap of the funding source, over all months and its budgeted initiatives (BUDGET A3)."""
    data = model.data
    sources = sorted({i.funding_source for i in data.initiatives if not i.is_efficiency})
    group = _group(
        model, [sources.index(i.funding_source) if not i.is_efficiency else NOWHERE for i in data.initiatives]
    )
    kept, row = _with_shares(model, group, len(sources))

    def words(at: int) -> tuple[str, str]:
        return f"cap of the funding source {sources[kept[at]] or 'that is not named'}", data.currency

    caps = [data.source_cap(sources[number]) for number in kept]
    model.add_rows("funding_source", {"s": kept}, upper=caps, row_of=row, is_cost=True, words=words)


def peer_funding_source(model: BudgetArrays) -> None:
    """Σ cost ≤ the source's budgets, efficiency initiatives included, as the peer has it (``budget.peer``)."""
    data = model.data
    used = np.unique(model.shares.initiative).tolist()
    sources = sorted({data.initiatives[place].funding_source for place in used})
    number = {source: place for place, source in enumerate(sources)}
    row = _group(model, [number.get(i.funding_source, NOWHERE) for i in data.initiatives])
    caps = [data.source_cap(source) for source in sources]
    model.add_rows("funding_source", {"s": np.arange(len(sources))}, upper=caps, row_of=row, is_cost=True)


def driver(model: BudgetArrays) -> None:
    """Σ cost ≤ the cap of the driver within its funding source (BUDGET A4)."""
    data = model.data
    pairs = sorted({(i.funding_source, i.driver) for i in data.initiatives if not i.is_efficiency})
    number = {pair: place for place, pair in enumerate(pairs)}
    group = _group(
        model, [NOWHERE if i.is_efficiency else number[i.funding_source, i.driver] for i in data.initiatives]
    )
    kept, row = _with_shares(model, group, len(pairs))

    def words(at: int) -> tuple[str, str]:
        source, name = pairs[kept[at]]
        return f"cap of the driver {name or 'that is not named'} in the funding source {source}", data.currency

    caps = [data.driver_cap(*pairs[place]) for place in kept]
    model.add_rows("driver", {"d": kept}, upper=caps, row_of=row, is_cost=True, words=words)


def effort(model: BudgetArrays) -> None:
    """Man-months + shortfall = the effort target; without a target an initiative has no row (BUDGET A5)."""
    shortfall = model.columns["shortfall"]
    wanted = shortfall.index["i"]
    row = np.full(model.initiative_count, NOWHERE, dtype=np.int32)
    row[wanted] = np.arange(len(wanted))

    def words(at: int) -> tuple[str, str]:
        initiative = model.data.initiatives[wanted[at]]
        return f"effort target of {initiative.name} ({initiative.initiative_id})", "man-month"

    model.add_rows(
        "effort",
        {"i": wanted},
        lower=shortfall.upper,
        upper=shortfall.upper,
        row_of=np.repeat(row, model.month_count),
        entries=[(np.arange(len(wanted)), shortfall.columns, np.ones(len(wanted)))],
        words=words,
    )


def places_of_work(model: BudgetArrays) -> None:
    """Between the least and the most of all man-months come from a location, multiplied out (BUDGET A12)."""
    rules = model.data.rules
    for rule, ratios in (
        ("place_maximum", rules.location_maximum_ratio),
        ("place_minimum", rules.location_minimum_ratio),
    ):
        for number, (location, ratio) in enumerate(sorted(ratios.items()), 1):
            is_there = np.array([place == location for place in model.people.location], dtype=np.float64)

            def words(_row: int, text: str = f"{rule.replace('_', ' ')} of {location}") -> tuple[str, str]:
                return text, "man-month"

            model.add_rows(
                rule,
                {"l": np.array([number - 1], dtype=np.int32)},
                **{"upper" if rule == "place_maximum" else "lower": 0.0},
                grain="person_month",
                row_of=np.zeros(model.cell_count("person_month"), dtype=np.int32),
                factor=np.repeat(is_there - ratio, model.month_count),
                words=words,
                key=f"{rule}__l{number}",
            )


def has_shares(model: BudgetArrays, grain: Grain) -> Flags:
    """Which cells of the grid have a share."""
    has = np.zeros(model.cell_count(grain), dtype=bool)
    has[model.cells(grain)] = True
    return np.asarray(has)


def _group(model: BudgetArrays, of_initiative: list[int]) -> Indexes:
    """The group of each initiative, per cell of initiative and month."""
    return np.repeat(np.array(of_initiative, dtype=np.int32), model.month_count)


def _with_shares(model: BudgetArrays, group: Indexes, count: int) -> tuple[Indexes, Indexes]:
    """The groups that have a share, and the row of each cell among them."""
    used = np.zeros(count, dtype=bool)
    used[group[has_shares(model, "initiative_month") & (group != NOWHERE)]] = True
    row = np.append(places(used), NOWHERE)
    return np.flatnonzero(used).astype(np.int32), row[group]
