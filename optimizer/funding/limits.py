"""From rows of limits, as firms write them, to limits, to what the firm is today, and to the periods planned."""

import re
from collections.abc import Iterable
from dataclasses import fields, replace

from optimizer.funding.data import Firm, Horizon, Limit

FIRM_PREFIX, HORIZON_PREFIX = "firm_", "horizon_"
SEPARATORS = re.compile(r"[|>]")
PERIOD = re.compile(r"@\s*([0-9]+)\s*\Z")
FIRM_FIGURES = tuple(field.name for field in fields(Firm))
HORIZON_FIGURES = tuple(field.name for field in fields(Horizon))


def subject_of(text: str) -> tuple[str, ...]:
    """``A | B`` or ``A > B`` as names, in order, without ``@ 2`` at the end; nothing as no names."""
    return tuple(name.strip() for name in SEPARATORS.split(PERIOD.sub("", text)) if name.strip())


def period_of(text: str) -> int | None:
    """The period of a subject such as ``A | B @ 2`` or ``@ 2``; None where it names none."""
    found = PERIOD.search(text)
    return int(found[1]) if found else None


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


def planned(rows: Iterable[Limit], horizon: Horizon) -> tuple[tuple[Limit, ...], Horizon]:
    """The limits, and ``horizon`` completed by rows such as ``horizon_period_count`` or ``horizon_discount_ratio``."""
    limits = []
    kinds = {"period_count": int, "is_carried_over": bool, "discount_ratio": float}
    for row in rows:
        figure = row.code.removeprefix(HORIZON_PREFIX)
        if row.code.startswith(HORIZON_PREFIX) and figure in HORIZON_FIGURES:
            horizon = replace(horizon, **{figure: kinds[figure](row.level)})
        else:
            limits.append(row)
    return tuple(limits), horizon
