"""From rows of limits, as firms write them, to limits and to what the firm is today."""

import re
from collections.abc import Iterable
from dataclasses import fields, replace

from optimizer.funding.data import Firm, Limit

FIRM_PREFIX = "firm_"
SEPARATORS = re.compile(r"[|>]")
FIRM_FIGURES = tuple(field.name for field in fields(Firm))


def subject_of(text: str) -> tuple[str, ...]:
    """``A | B`` or ``A > B`` as names, in order; nothing as no names."""
    return tuple(name.strip() for name in SEPARATORS.split(text) if name.strip())


def divided(rows: Iterable[Limit], firm: Firm) -> tuple[tuple[Limit, ...], Firm]:
    """The limits, and ``firm`` completed by rows such as ``firm_headcount`` or ``firm_cash_amount``.

    A row whose code starts with ``firm_`` and names no figure of ``Firm`` stays a limit, which the data then refuses.
    """
    limits = []
    for row in rows:
        figure = row.code.removeprefix(FIRM_PREFIX)
        if row.code.startswith(FIRM_PREFIX) and figure in FIRM_FIGURES:
            firm = replace(firm, **{figure: row.level})
        else:
            limits.append(row)
    return tuple(limits), firm
