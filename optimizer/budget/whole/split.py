"""From classes of identical people to people: who of them gives which share."""

from collections import defaultdict

import numpy as np

from optimizer.budget.bulk.kinds import Numbers
from optimizer.budget.whole.model import WholeModel
from optimizer.budget.whole.steps import GRID_TOLERANCE

NOTHING = 1e-9
Units = dict[tuple[int, int], float]  # member of the class, initiative -> units


def shares_of_people(model: WholeModel, plan: Numbers) -> dict[tuple[int, int, int], float]:
    """Share of a month by (employee, initiative, month), as places in the data.

    It can always be done: dealt out one unit after the other, initiative by initiative, nobody has more of anything
    than the average rounded up, and that is within what each may have. Before that it is tried to give the work to as
    few people as possible, first to those who had it the month before.
    """
    shares, people = model.arrays.shares, model.arrays.people
    by_class: dict[tuple[int, int], dict[int, tuple[float, float]]] = defaultdict(dict)
    for place in np.flatnonzero(plan[: model.share_count] > NOTHING):
        person, month = int(shares.person[place]), int(shares.month[place])
        each = float(model.upper[place]) / len(people.members[person])
        by_class[person, month][int(shares.initiative[place])] = (float(plan[place]), each)
    has_last = {person for person, _, _ in people.last_share}
    found: dict[tuple[int, int, int], float] = {}
    before: dict[int, Units] = {}
    for person, month in sorted(by_class, key=lambda key: (key[0], key[1])):
        members, unit = people.members[person], float(model.unit[0])
        capacity = people.available[person, month] / unit
        capacity = np.floor(capacity + GRID_TOLERANCE) if model.is_whole[0] else capacity
        wanted = by_class[person, month]
        given = None if person in has_last else to_few(wanted, len(members), capacity, before.get(person, {}))
        given = evenly(wanted, len(members), is_whole=bool(model.is_whole[0])) if given is None else given
        before[person] = given
        found.update({(int(members[who]), what, month): units * unit for (who, what), units in given.items()})
    return found


def to_few(wanted: dict[int, tuple[float, float]], count: int, capacity: float, before: Units) -> Units | None:
    """Each initiative to as few people as possible; None where that does not come out even."""
    left, given = dict.fromkeys(range(count), capacity), {}
    for initiative, (units, most) in sorted(wanted.items(), key=lambda item: -item[1][0]):
        rest = units
        for member in sorted(left, key=lambda who: (-before.get((who, initiative), 0.0), -left[who], who)):
            share = min(rest, most, left[member])
            if share > NOTHING:
                given[member, initiative] = share
                left[member] -= share
                rest -= share
        if rest > NOTHING:
            return None
    return given


def evenly(wanted: dict[int, tuple[float, float]], count: int, *, is_whole: bool) -> Units:
    """One unit after the other in turn, or the same part for each."""
    given: Units = defaultdict(float)
    turn = 0
    for initiative, (units, _) in sorted(wanted.items()):
        if not is_whole:
            given.update({(member, initiative): units / count for member in range(count)})
            continue
        for _ in range(round(units)):
            given[turn % count, initiative] += 1.0
            turn += 1
    return dict(given)
