"""Which parts of a plan are worth re-optimising alone: the pairs that may change, all else kept."""

import numpy as np

from optimizer.staffing.bulk.totals import Totals
from optimizer.staffing.data import Indexes


def engagements(totals: Totals) -> list[Indexes]:
    """The pairs of each engagement."""
    index = totals.index
    parts = [index.by_engagement.of(engagement) for engagement in range(len(index.data.engagements.ids))]
    return [part for part in parts if part.size]


def engagement_pairs(totals: Totals, partners: int) -> list[Indexes]:
    """Each engagement with those that share most people with it, at most ``partners`` each."""
    index, size = totals.index, len(totals.index.data.engagements.ids)
    who = np.zeros((size, len(index.data.consultants.ids)), dtype=np.float32)
    who[index.team_engagement, index.team_consultant] = 1.0
    shared = who @ who.T
    np.fill_diagonal(shared, 0)
    best = np.argsort(-shared, axis=1, kind="stable")[:, :partners]
    chosen = sorted({(min(a, b), max(a, b)) for a in range(size) for b in best[a].tolist() if shared[a, b] > 0})
    ordered = sorted(chosen, key=lambda both: (-shared[both], both))
    return [index.by_engagement.of(*both) for both in ordered]


def roles(totals: Totals) -> list[Indexes]:
    """For each staffing target that several fill now, all pairs of these people: what else they could do."""
    index, data = totals.index, totals.index.data
    works = totals.hours.any(axis=1) & (index.target >= 0)
    people = np.unique(np.stack([index.target[works], data.pairs.consultant[works]], axis=1), axis=0)
    starts = np.flatnonzero(np.diff(people[:, 0], prepend=-1))
    teams = {tuple(team.tolist()) for team in np.split(people[:, 1], starts[1:])} if people.size else set()
    teams = {team for team in teams if len(team) > 1}
    return [index.by_consultant.of(*team) for team in sorted(teams, key=lambda team: (len(team), team))]


def cells(totals: Totals) -> list[Indexes]:
    """The pairs of each practice and level, the smallest first."""
    index = totals.index
    parts = [index.by_cell.of(cell) for cell in range(len(index.data.cells))]
    return sorted((part for part in parts if part.size), key=lambda part: part.size)
