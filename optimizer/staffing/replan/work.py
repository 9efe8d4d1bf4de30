"""Work of another staffing problem, added to this one: its new engagements, phases, roles and eligible people."""

from dataclasses import replace

import numpy as np

from config.errors import ModelError
from optimizer.staffing.changes.rows import appended, chosen, noted
from optimizer.staffing.data import Indexes, Pairs, StaffingData


def with_work_of(data: StaffingData, other: StaffingData) -> StaffingData:
    """Append the engagements of ``other`` whose id is new; people are matched by id, cells by practice and level.

    Raises
    ------
    ModelError
        The weeks differ, nothing is new, or nobody who is known may work on it.
    """
    if data.weeks != other.weeks:
        raise ModelError(
            f"The work to add is about the {len(other.weeks)} weeks from {other.weeks[0]}, not about the "
            f"{len(data.weeks)} from {data.weeks[0]}. Nothing was changed. Plan both for the same weeks."
        )
    is_new = np.array([one not in data.engagements.ids for one in other.engagements.ids], dtype=bool)
    phases = is_new[other.phases.engagement]
    if not phases.any():
        raise ModelError(
            "The work to add has no engagement that is new. Nothing was changed. Give it an id of its own."
        )
    cells = tuple(dict.fromkeys((*data.cells, *other.cells)))
    phase_number = _numbers(phases) + len(data.phases.ids)
    targets = chosen(other.targets, phases[other.targets.phase])
    new_phases = chosen(other.phases, phases)
    changed = replace(
        data,
        cells=cells,
        engagements=appended(data.engagements, chosen(other.engagements, is_new)),
        phases=appended(
            data.phases,
            replace(new_phases, engagement=(_numbers(is_new) + len(data.engagements.ids))[new_phases.engagement]),
        ),
        targets=appended(
            data.targets,
            replace(
                targets,
                phase=phase_number[targets.phase],
                cell=np.array([cells.index(other.cells[cell]) for cell in targets.cell], dtype=np.int64),
            ),
        ),
        pairs=appended(data.pairs, _pairs(data, other, phases, phase_number)),
    )
    names = ", ".join(name for name, new in zip(other.engagements.names, is_new, strict=True) if new)
    return noted(changed, f"New work: {names}.")


def _pairs(data: StaffingData, other: StaffingData, phases: np.ndarray, phase_number: Indexes) -> Pairs:
    """Pairs of the new phases with people who are known, by their place here."""
    place = {one: c for c, one in enumerate(data.consultants.ids)}
    who = np.array([place.get(one, -1) for one in other.consultants.ids], dtype=np.int64)
    pairs = chosen(other.pairs, phases[other.pairs.phase] & (who[other.pairs.consultant] >= 0))
    if not pairs.phase.size:
        raise ModelError(
            "Nobody who is known may work on the work to add. Nothing was changed. List its eligible consultants."
        )
    return replace(pairs, consultant=who[pairs.consultant], phase=phase_number[pairs.phase])


def _numbers(stays: np.ndarray) -> Indexes:
    """Row there -> row among those that stay."""
    return np.asarray(np.cumsum(stays) - 1, dtype=np.int64)
