"""The optimizer's commands on ``prop``: one group per model."""

import typer

from optimizer.budget import commands as budget
from optimizer.funding import commands as funding
from optimizer.planning import commands as planning
from optimizer.staffing import commands as staffing


def register(app: typer.Typer) -> None:
    """Add the room's commands to ``prop``."""
    for group in (staffing, budget, funding, planning):
        group.register(app)
