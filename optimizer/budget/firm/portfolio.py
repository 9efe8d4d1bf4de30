"""The portfolio of a command: a workbook's, or the firm's own with the objective it has set and what is published."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from config.errors import ModelError, UsageError
from optimizer.budget.data import BudgetData

if TYPE_CHECKING:
    from sql.database import Reader

Shares = Mapping[tuple[str, str, date], float]


@dataclass(frozen=True)
class Portfolio:
    """What is planned, the objective that it asks for, and the shares that are published (None: of no plan)."""

    data: BudgetData
    objective: str | None
    published: Shares | None


def source_of(workbook: Path | None, url: str | None, config: list[str]) -> Portfolio:
    """A workbook's portfolio, or the firm's own without one.

    Raises
    ------
    UsageError
        Both a workbook and a database are named.
    """
    from optimizer.budget.workbook.read import read_portfolio  # noqa: PLC0415

    if workbook is None:
        return read_firm(url, config)
    if url is not None:
        raise UsageError(f"{workbook} and --database are both named. Nothing was solved. Name one of them.")
    found = read_portfolio(workbook, config)
    return Portfolio(found.data, found.objective, None)


def read_firm(url: str | None, config: list[str]) -> Portfolio:
    """The portfolio of a database, ``PROP_DATABASE_URL`` by default; nothing is written.

    Raises
    ------
    UsageError
        ``config`` is given: the firm's rules are parameters.
    ModelError
        There are no initiatives, nobody with a cost, or no reporting date.
    """
    from config.settings import settings  # noqa: PLC0415  # what a workbook does not need costs a second
    from sql.deployment.deployed import require_schema  # noqa: PLC0415
    from sql.engine import open_database  # noqa: PLC0415
    from sql.session_scope import service  # noqa: PLC0415

    if config:
        raise UsageError(
            "--config is of a workbook. Nothing was solved. The firm's rules: prop parameter set budget_…."
        )
    database = open_database(url or settings().database_url, read_only=True)
    try:
        with service():
            require_schema(database)
            return portfolio_of(database)
    finally:
        database.close()


def portfolio_of(database: "Reader") -> Portfolio:
    """The same, of a database that is open."""
    from optimizer.budget.firm.load import load  # noqa: PLC0415
    from optimizer.budget.firm.rules import objective_of  # noqa: PLC0415
    from optimizer.firm.parameters import Parameters  # noqa: PLC0415

    as_of = database.scalar("SELECT r.as_of_date FROM ops.reporting_date AS r")
    if as_of is None:
        raise ModelError("Initiatives: there is no reporting date. Nothing was solved. Load timesheets first.")
    data = load(database, as_of)
    if not data.initiatives or not data.employees:
        missing = "nobody has a monthly cost" if data.initiatives else "no initiative runs in or after this month"
        raise ModelError(f"Initiatives: {missing} (as of {as_of}). Nothing was solved. Load them: prop load.")
    months = set(data.months)
    published = {key: share for key, share in data.last_plan.items() if key[2] in months}
    return Portfolio(
        replace(data, last_plan=published), objective_of(Parameters.in_force("Initiatives", database, as_of)), published
    )
