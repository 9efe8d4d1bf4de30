"""Changes applied to a staffing problem, one after the other."""

from collections.abc import Iterable
from dataclasses import fields, replace
from functools import singledispatch
from typing import Any

from config.errors import ModelError
from optimizer.staffing.changes import added, engagements, people
from optimizer.staffing.changes.conventions import Conventions
from optimizer.staffing.changes.kinds import (
    Change,
    EngagementAdded,
    EngagementLost,
    EngagementMoved,
    ParameterChanged,
    PersonJoins,
    PersonLeaves,
    WinProbability,
)
from optimizer.staffing.changes.rows import noted
from optimizer.staffing.data import StaffingData
from optimizer.staffing.parameters import Parameters

DATABASE_PREFIX = "staffing_"
USUAL = Conventions()


def apply_changes(data: StaffingData, changes: Iterable[Change], conventions: Conventions = USUAL) -> StaffingData:
    """The problem after the changes; what is given stays as it is.

    Parameters
    ----------
    data
        The problem as it is today; work that may be won must be in it to be given a probability.
    changes
        In their order: later ones see what earlier ones did.
    conventions
        What new work and people are like where a change does not say.

    Returns
    -------
    StaffingData
        Its last notes say in sentences what each change did.

    Raises
    ------
    ModelError
        A change names nobody and nothing, or makes no sense; its number and kind come first.
    """
    for number, change in enumerate(changes, start=1):
        try:
            data = _applied(change, data, conventions)
        except ModelError as error:
            raise ModelError(f"Change {number} ({change.kind}): {error}") from error
    return data


@singledispatch
def _applied(change: object, data: StaffingData, conventions: Conventions) -> StaffingData:
    raise TypeError(f"{type(change).__name__} is no change that is known; nothing was done to {data} by {conventions}.")


@_applied.register
def _(change: EngagementLost, data: StaffingData, _conventions: Conventions) -> StaffingData:
    return engagements.lose(data, change)


@_applied.register
def _(change: EngagementMoved, data: StaffingData, _conventions: Conventions) -> StaffingData:
    return engagements.move(data, change)


@_applied.register
def _(change: EngagementAdded, data: StaffingData, conventions: Conventions) -> StaffingData:
    return added.add(data, change, conventions)


@_applied.register
def _(change: WinProbability, data: StaffingData, _conventions: Conventions) -> StaffingData:
    return engagements.win(data, change)


@_applied.register
def _(change: PersonLeaves, data: StaffingData, _conventions: Conventions) -> StaffingData:
    return people.leave(data, change)


@_applied.register
def _(change: PersonJoins, data: StaffingData, conventions: Conventions) -> StaffingData:
    return people.join(data, change, conventions)


@_applied.register
def _(change: ParameterChanged, data: StaffingData, _conventions: Conventions) -> StaffingData:
    name = change.parameter.removeprefix(DATABASE_PREFIX)
    known = {field.name: field for field in fields(Parameters)}
    if name not in known:
        raise ModelError(
            f"There is no parameter {change.parameter}. Nothing was changed. Choose one of {', '.join(sorted(known))}."
        )
    before = getattr(data.parameters, name)
    can_be_nothing = known[name].default is None
    if change.value is None and not can_be_nothing:
        raise ModelError(f"{name} needs a value; it is {before}. Nothing was changed. Give a number of 0 or more.")
    value: Any = change.value
    if name == "maximum_engagements" and value is not None:
        value = int(value)
    changed = replace(data, parameters=replace(data.parameters, **{name: value}))
    return noted(changed, f"{name} is {value} instead of {before}.")
