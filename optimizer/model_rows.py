"""The one way in which rows, variables and the objective reach a PuLP model.

PuLP takes a forgotten ``<=`` for a new objective and turns odd letters of a name into ``_``, both without a word;
here they are refused.
"""

import math
import re
from typing import Any

import pulp

from config.errors import ModelError

ZERO = 1e-9  # numbers closer to 0 than this are rounding
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")


def add_row(problem: pulp.LpProblem, name: str, row: Any) -> pulp.LpConstraint:
    """Add one constraint to ``problem`` under ``name`` and return it.

    Parameters
    ----------
    problem
        The model that gains the row.
    name
        ``rule__e412__w20260105``: letters, digits and underscores, starting with a letter, unique in the model.
    row
        A comparison of linear expressions, such as ``booked_hours <= 40``.

    Raises
    ------
    ModelError
        ``row`` is no comparison, has a coefficient that is not finite, has no variable and is false, or the name is
        taken or malformed.
    """
    check_name(problem, name)
    if not isinstance(row, pulp.LpConstraint):
        raise ModelError(
            f"{problem.name}: row {name} is {_kind(row)}, not a comparison of expressions. "
            "Write it with <=, == or >=, at least one side holding a variable. The model was not solved."
        )
    if problem.get_constraint_by_name(name) is not None:
        raise ModelError(
            f"{problem.name}: two rows are named {name}. Give each its own keys. The model was not solved."
        )
    _check_numbers(problem, name, [row.constant, *row.values()])
    if len(row) == 0 and not _holds_without_variables(row):
        raise ModelError(
            f"{problem.name}: row {name} has no variable and says {row}, which is false. "
            "The input contradicts itself there. The model was not solved."
        )
    problem.addConstraint(row, name)
    return row


def add_variable(
    problem: pulp.LpProblem,
    name: str,
    *,
    lower: float | None = 0.0,
    upper: float | None = None,
    is_integer: bool = False,
) -> pulp.LpVariable:
    """Create one variable, by default continuous and at least 0; ``None`` means no limit on that side.

    Raises
    ------
    ModelError
        The name is malformed, or the limits are not finite or contradict each other.
    """
    check_name(problem, name)
    _check_numbers(problem, name, [limit for limit in (lower, upper) if limit is not None])
    if lower is not None and upper is not None and lower > upper:
        raise ModelError(
            f"{problem.name}: {name} must lie in [{lower:g}, {upper:g}], which is empty. Nothing was solved."
        )
    category = pulp.LpInteger if is_integer else pulp.LpContinuous
    return problem.add_variable(name, lower, upper, category)


def set_objective(problem: pulp.LpProblem, expression: Any) -> None:
    """Set what ``problem`` maximises or minimises; it may be set again, which replaces it.

    Raises
    ------
    ModelError
        ``expression`` is no linear expression, or a coefficient is not finite.
    """
    if not isinstance(expression, pulp.LpAffineExpression | pulp.LpVariable):
        raise ModelError(
            f"{problem.name}: the objective is {_kind(expression)}, not a linear expression. Nothing was solved."
        )
    affine = pulp.LpAffineExpression(expression)
    _check_numbers(problem, "the objective", [affine.constant, *affine.values()])
    problem.setObjective(affine)


def check_name(problem: pulp.LpProblem, name: str) -> None:
    """Refuse a name that PuLP would change silently.

    Raises
    ------
    ModelError
        The name has anything but letters, digits and underscores, or does not start with a letter.
    """
    if not NAME.match(name):
        raise ModelError(
            f"{problem.name}: {name!r} is no name for a row or variable. "
            "Use letters, digits and underscores, starting with a letter. The model was not solved."
        )


def _check_numbers(problem: pulp.LpProblem, name: str, numbers: list[float]) -> None:
    """NaN and infinity would be solved as if they were data."""
    odd = [number for number in numbers if not math.isfinite(number)]
    if odd:
        raise ModelError(
            f"{problem.name}: {name} has the coefficient {odd[0]}. "
            "Every number of a model must be finite: look for a missing or zero amount. The model was not solved."
        )


def _holds_without_variables(row: pulp.LpConstraint) -> bool:
    """Whether a row of constants is true."""
    holds = {
        pulp.LpConstraintLE: row.constant <= ZERO,
        pulp.LpConstraintGE: row.constant >= -ZERO,
        pulp.LpConstraintEQ: abs(row.constant) <= ZERO,
    }
    return bool(holds[row.sense])


def _kind(thing: Any) -> str:
    """What was passed instead, in words."""
    if isinstance(thing, bool):
        return f"{thing} (both sides were plain numbers)"
    if isinstance(thing, pulp.LpAffineExpression | pulp.LpVariable):
        return "an expression without a comparison"
    return f"a {type(thing).__name__}"
