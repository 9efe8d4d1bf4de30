"""The practices of a problem, and which of them share phases."""

import numpy as np

from optimizer.staffing.data import Indexes, StaffingData

TOGETHER = 2


def practice_of_cell(data: StaffingData) -> Indexes:
    """The number of each cell's practice."""
    return np.asarray(np.unique([practice for practice, _ in data.cells], return_inverse=True)[1])


def waves(data: StaffingData, practice: Indexes) -> list[list[int]]:
    """All practices, together where they share no engagement, and at least two at a time; the largest first.

    Two that share an engagement each see what the other is expected to do; how many go together does not depend on the
    workers, so that the plan does not either.

    Parameters
    ----------
    practice
        The practice of each pair.
    """
    count = int(practice.max(initial=-1)) + 1
    engagements = [set(data.pair_engagement[practice == one].tolist()) for one in range(count)]
    size = np.bincount(practice, minlength=count)
    result: list[list[int]] = []
    for one in sorted(range(count), key=lambda number: (-size[number], number)):
        strangers = (wave for wave in result if not any(engagements[one] & engagements[other] for other in wave))
        found = next(strangers, None)
        if found is None:
            result.append([one])
        else:
            found.append(one)
    alone = [one for wave in result if len(wave) == 1 for one in wave]
    pairs = [alone[place : place + TOGETHER] for place in range(0, len(alone), TOGETHER)]
    return [wave for wave in result if len(wave) > 1] + pairs
