"""A linear model in PuLP, by the names that people read; small models are solved in this form."""

import numpy as np
import pulp

from optimizer import model_rows, solver
from optimizer.funding.bulk.answer import Answer
from optimizer.funding.bulk.linear_model import LinearModel


def to_pulp(model: LinearModel) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
    """The problem, and its variables in the order of the columns."""
    problem = pulp.LpProblem(model.name, pulp.LpMaximize)
    variables = [
        model_rows.add_variable(
            problem,
            name,
            lower=_finite(block.lower[place]),
            upper=_finite(block.upper[place]),
            is_integer=block.is_integer,
        )
        for block in model.columns
        for place, name in enumerate(block.names())
    ]
    matrix = model.matrix()
    for block in model.rows:
        for place, name in enumerate(block.names()):
            entries = slice(*matrix.start[block.first + place : block.first + place + 2])
            pairs = zip(matrix.columns[entries], matrix.values[entries].tolist(), strict=True)
            expression = pulp.LpAffineExpression([(variables[column], value) for column, value in pairs])
            lower, upper = float(block.lower[place]), float(block.upper[place])
            row = (
                expression == upper
                if lower == upper
                else expression <= upper
                if np.isinf(lower)
                else expression >= lower
            )
            model_rows.add_row(problem, name, row)
    costs = model.costs().tolist()
    objective = [(variable, cost) for variable, cost in zip(variables, costs, strict=True) if cost]
    model_rows.set_objective(problem, pulp.LpAffineExpression(objective))
    return problem, variables


def solve(model: LinearModel, *, seconds: float, relative_gap: float = 1e-6) -> Answer:
    """The best point of ``model`` within a time, through PuLP."""
    problem, variables = to_pulp(model)
    solved = solver.solve(problem, time_limit_seconds=seconds, relative_gap=relative_gap)
    if not solved.has_plan:
        return Answer(solved.status, bound=solved.bound, reason=solved.reason)
    prices = solved.shadow_prices
    names = [name for block in model.rows for name in block.names()]
    return Answer(
        status=solved.status,
        point=np.array([solved.values[variable.name] for variable in variables]),
        objective=solved.objective,
        bound=solved.bound,
        reason=solved.reason,
        row_prices=np.array([prices[name] for name in names]) if prices else None,
    )


def _finite(limit: float) -> float | None:
    return None if np.isinf(limit) else float(limit)
