"""Which way a funding model is solved: through PuLP where it is small, as arrays, or by prices where it is large."""

import time

from optimizer.funding.bulk.answer import Answer
from optimizer.funding.variables import FundingModel

MOST_COLUMNS_FOR_PULP = 400


def solve(model: FundingModel, *, seconds: float, relative_gap: float = 1e-6) -> Answer:
    """The decision with the largest objective, and its bound.

    Parameters
    ----------
    seconds
        Wall clock; honored within 10 %.
    relative_gap
        Optimal is claimed within this distance of the bound, as a ratio.
    """
    from optimizer.funding.large import solve as large  # noqa: PLC0415  # arrays only where they are needed

    ends_at = time.perf_counter() + seconds
    if large.suits(model):
        answer = large.solve(model, seconds=seconds, relative_gap=relative_gap)
        if answer is not None:
            return answer
        seconds = max(ends_at - time.perf_counter(), 0.1)
    if model.column_count <= MOST_COLUMNS_FOR_PULP:
        from optimizer.funding.bulk import pulp_form  # noqa: PLC0415

        return pulp_form.solve(model, seconds=seconds, relative_gap=relative_gap)
    from optimizer.funding.bulk import highs  # noqa: PLC0415

    return highs.solve(model, seconds=seconds, relative_gap=relative_gap)
