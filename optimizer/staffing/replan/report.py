"""A repair in figures and sentences."""

from typing import Any

import numpy as np

from optimizer.staffing.data import StaffingData
from optimizer.staffing.explanation import words
from optimizer.staffing.replan.repair import Repair
from optimizer.staffing.replan.replan import LEAST_HOURS


def figures(repair: Repair) -> dict[str, Any]:
    """Hours, people and milli-points of a repair and of replanning freely, with the moves one by one."""
    free = repair.free
    return {
        "dropped_hours": repair.dropped_hours,
        "dropped_people": repair.dropped_people,
        "moved_hours": repair.moved_hours,
        "moved_people": repair.moved_people,
        "objective_before": repair.objective_before,
        "objective_kept": repair.objective_kept,
        "objective_after": repair.objective_after,
        "price_per_hour": repair.price_per_hour,
        "seconds": round(repair.seconds, 3),
        "free": {
            "gain": free.gain,
            "gain_bound": free.gain_bound,
            "moved_hours": free.moved_hours,
            "moved_people": free.moved_people,
            "is_whole_firm": free.is_whole_firm,
            "seconds": round(free.seconds, 3),
        },
        "moves": moves(repair),
    }


def moves(repair: Repair) -> list[dict[str, Any]]:
    """One row per consultant, phase and week that differs from what the change left of the plan."""
    data = repair.data
    return [
        {
            "consultant": data.consultants.ids[data.pairs.consultant[p]],
            "phase": data.phases.ids[data.pairs.phase[p]],
            "week": w,
            "hours_before": float(repair.kept[p, w]),
            "hours_after": float(repair.hours[p, w]),
        }
        for p, w in np.argwhere(np.abs(repair.hours - repair.kept) > LEAST_HOURS).tolist()
    ]


def sentences(repair: Repair) -> list[str]:
    """What the change broke, what mends it, and what a free hand would have gained; the moves one by one."""
    notes = [note.sentence for note in repair.data.notes if note.engagement is None]
    return [*notes, _loss(repair), _mend(repair), _free_hand(repair), *move_sentences(repair)]


def summary(repair: Repair) -> str:
    """What the change broke and what mends it, in a sentence."""
    lost = f"{repair.dropped_hours:,.2f} h of {words.people(repair.dropped_people)} could not stay"
    moved = f"{repair.moved_hours:,.2f} h of {words.people(repair.moved_people)} moved"
    return f"{lost if repair.dropped_hours else 'All could stay'}; {moved if repair.moved_hours else 'nobody moved'}."


def _loss(repair: Repair) -> str:
    kept = f"{repair.objective_kept:,.3f}"
    before = f"The plan was worth {repair.objective_before:,.3f} milli-points; with the change "
    lost = f"{repair.dropped_hours:,.2f} h of {words.people(repair.dropped_people)} cannot stay, and"
    if not repair.dropped_hours:
        return f"{before}all of it can stay, and is worth {kept}."
    if repair.is_partly_unknown:
        return f"Of the plan, {lost} what is left is worth {kept} milli-points."
    return f"{before}{lost} what is left is worth {kept}."


def _mend(repair: Repair) -> str:
    if not repair.moved_hours:
        return f"The repair moves nobody ({repair.seconds:.1f} s)."
    return (
        f"The repair moves {repair.moved_hours:,.2f} h of {words.people(repair.moved_people)}: "
        f"{repair.objective_after:,.3f} milli-points without the price of moves, in "
        f"{repair.seconds:.1f} s."
    )


def _free_hand(repair: Repair) -> str:
    free = repair.free
    where = "" if free.is_whole_firm else " around the change"
    if not free.gain and free.gain_bound is None:
        return f"Replanning freely{where} found nothing better in {free.seconds:.1f} s; nothing is proven."
    proof = "an estimate from below; the whole firm may gain more" if not free.is_whole_firm else "nothing is proven"
    if free.gain_bound is not None:
        proof = f"no plan gains more than {free.gain_bound:,.3f}"
    return (
        f"Replanning freely{where} would gain {free.gain:,.3f} more but move {free.moved_hours:,.2f} h of "
        f"{words.people(free.moved_people)} (found in {free.seconds:.1f} s; {proof})."
    )


def move_sentences(repair: Repair) -> list[str]:
    """Each consultant's moves on one phase in one sentence."""
    data, changed = repair.data, np.abs(repair.hours - repair.kept) > LEAST_HOURS
    return [
        _move(data, repair, int(p), np.flatnonzero(changed[p]).tolist()) for p in np.flatnonzero(changed.any(axis=1))
    ]


def _move(data: StaffingData, repair: Repair, p: int, weeks: list[int]) -> str:
    who, where = words.person(data, data.pairs.consultant[p]), words.phase(data, data.pairs.phase[p])
    by_week = ", ".join(
        f"{repair.hours[p, w] - repair.kept[p, w]:+,.2f} h in the week of {data.weeks[w]}" for w in weeks
    )
    return words.sentence(f"{who} on {where}: {by_week}.")
