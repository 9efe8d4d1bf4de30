"""A plan that breaks a rule is written and published by nobody."""

from collections.abc import Sequence

from config.errors import ModelError

SHOWN_COUNT = 10


def refuse_broken(model: str, broken: Sequence[str]) -> None:
    """Stop before a plan that breaks a hard rule is written or published.

    Parameters
    ----------
    model
        As people call it: staffing, budget, funding.
    broken
        One sentence per broken rule, from the model's ``check``.

    Raises
    ------
    ModelError
        With the first ten broken rules.
    """
    if broken:
        more = f" (and {len(broken) - SHOWN_COUNT} more)" if len(broken) > SHOWN_COUNT else ""
        raise ModelError(
            f"The {model} plan breaks {len(broken)} hard rules: {' '.join(broken[:SHOWN_COUNT])}{more} "
            "Nothing was published. This is a fault of PROP, not of the data: please report it."
        )
