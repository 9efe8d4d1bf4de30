"""The practices of a problem, and which of them share phases."""

import numpy as np

from optimizer.staffing.data import Indexes, StaffingData


def practice_of_cell(data: StaffingData) -> Indexes:
    """The number of each cell's practice."""
    return np.asarray(np.unique([practice for practice, _ in data.cells], return_inverse=True)[1])


def waves(data: StaffingData, practice: Indexes) -> list[list[int]]:
    """All practices, together where they share no engagement; those with most pairs first.

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
        alone = (wave for wave in result if not any(engagements[one] & engagements[other] for other in wave))
        found = next(alone, None)
        if found is None:
            result.append([one])
        else:
            found.append(one)
    return result
