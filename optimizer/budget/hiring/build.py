"""The hiring model: the list of its rules, and all columns, rows and tiers (BUDGET A13)."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix

from optimizer.budget.bulk.kinds import NOWHERE, Indexes, Numbers
from optimizer.budget.data import BudgetData
from optimizer.budget.hiring import constraints
from optimizer.budget.hiring.constraints import HireRows, grouped
from optimizer.budget.hiring.left import Left
from optimizer.budget.hiring.model import HireColumns, HiringModel, tiers_of
from optimizer.budget.hiring.profiles import Terms
from optimizer.budget.whole.steps import GRID_TOLERANCE, least_share

RULES = (
    constraints.presence,  # A13, A6
    constraints.money,  # A2, A3, A4
    constraints.effort,  # A5
    constraints.use,
    constraints.head_counts,
    constraints.places,  # A12
    constraints.sequence,  # A11
)


def assemble(data: BudgetData, terms: Sequence[Terms], columns: HireColumns, left: Left) -> HiringModel:
    """All columns, rows and tiers."""
    rows = HireRows(data, terms, columns, left)
    for rule in RULES:
        rule(rows)
    block_count, block_uppers = constraints.blocks(rows)
    shares, flag_count = len(columns.profile), len(rows.flags)
    width, amount = rows.count + flag_count + block_count, _people_amount(rows)
    row, column, value = (np.concatenate(part) for part in zip(*rows.entries, strict=True))
    most = _most_people(rows)
    parts = [_most_shares(rows), most, left.effort_man_months[columns.short], np.ones(flag_count)]
    upper = np.concatenate([*parts, np.minimum(block_uppers, most.max(initial=0.0))])
    is_whole, unit = np.ones(width, dtype=bool), np.ones(width)
    is_whole[:shares] = data.rules.share_step_ratio is not None
    is_whole[columns.shortfalls] = False
    unit[:shares] = rows.step
    tiers, idle_tiers = tiers_of(data, columns, left, amount)
    order = _flags_last(rows.count, flag_count, block_count)
    place = np.argsort(order)
    return HiringModel(
        lower=np.zeros(width),
        upper=upper[order],
        is_whole=is_whole[order],
        unit=unit[order],
        matrix=csr_matrix(coo_matrix((value, (row, place[column])), shape=(len(rows.lower), width))),
        row_lower=np.array(rows.lower),
        row_upper=np.array(rows.upper),
        tiers=tiers,
        idle_tiers=idle_tiers,
        share_count=shares,
        owner=np.where(np.arange(width) < shares, np.arange(width), NOWHERE),
        flags=_flags(rows),
        first_flag=width - flag_count,
        arrays=None,  # type: ignore[arg-type]  # there are no existing people in it
        columns=columns,
        left_man_months=left.effort_man_months,
        people_amount=amount,
    )


def _people_amount(rows: HireRows) -> Numbers:
    """What one person costs from the first to the last month, and once."""
    columns, months = rows.columns, len(rows.left.months)
    terms = [rows.terms[profile] for profile in columns.start_profile]
    monthly = np.array([one.monthly_cost_amount for one in terms], dtype=np.float64)
    once = np.array([one.one_off_cost_amount for one in terms], dtype=np.float64)
    return np.asarray(monthly * (months - columns.start_month) + once)


def _flags(rows: HireRows) -> Any:
    """Flags x shares: which shares set which flags."""
    flag = np.repeat(np.arange(len(rows.flags)), [len(shares) for shares in rows.flags])
    share = np.concatenate([np.zeros(0, dtype=np.int64), *rows.flags])
    shape = (len(rows.flags), len(rows.columns.profile))
    return csr_matrix(coo_matrix((np.ones(len(flag)), (flag, share)), shape=shape))


def _flags_last(first: int, flag_count: int, block_count: int) -> Indexes:
    """The order of columns in which flags stand at the end; the people of blocks do not follow from shares."""
    flags = first + np.arange(flag_count)
    return np.concatenate([np.arange(first), first + flag_count + np.arange(block_count), flags])


def _most_shares(rows: HireRows) -> Numbers:
    """The most of each share, in units: what is short, and what its month's money buys."""
    columns, left = rows.columns, rows.left
    short = left.effort_man_months[columns.initiative] / rows.step
    bought = left.month_amount[columns.initiative, columns.month] / rows.cost
    most = np.minimum(short, bought)
    return np.floor(most + GRID_TOLERANCE) if rows.data.rules.share_step_ratio is not None else most


def _most_people(rows: HireRows) -> Numbers:
    """More people of a profile than could all be used in the busiest month."""
    columns = rows.columns
    most = np.zeros(len(columns.start_profile))
    upper = _most_shares(rows)
    least = least_share(rows.data) / rows.step if rows.data.rules.minimum_block_ratio is not None else 1.0 / rows.step
    for (profile, _), shares in grouped(columns.profile, columns.month).items():
        room = [min(rows.most_units(int(columns.initiative[share])), 1.0 / rows.step) for share in shares]
        needed = sum(
            np.ceil(upper[share] / max(min(one, least), GRID_TOLERANCE))
            for share, one in zip(shares, room, strict=True)
        )
        mine = columns.start_profile == profile
        most[mine] = np.maximum(most[mine], needed)
    return most
