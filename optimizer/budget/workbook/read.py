"""Read a portfolio workbook: sheets Projects, Resources and, where they are there, Config and others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from config.errors import ExtractError, ModelError
from optimizer.budget.data import BudgetData, Initiative, Rules
from optimizer.budget.workbook import given, hires, last_plan, lookalikes, projects, resources
from optimizer.budget.workbook.blanks import blank_notes
from optimizer.budget.workbook.cells import Faults, Row
from optimizer.budget.workbook.file import Sheet, read_sheets
from optimizer.budget.workbook.month_lists import phasing
from optimizer.budget.workbook.rules import general_rules, with_limits
from optimizer.budget.workbook.settings import VALUE, Settings
from optimizer.budget.workbook.table import Columns, nearest, rows_of, spelled

NEEDED = ("Projects", "Resources")
OPTIONAL = ("Config", hires.SHEET, last_plan.SHEET)
OBJECTIVES = ("least_cost", "value", "peer")
SHOWN_COUNT = 5
GROUPS = ("funding_source", "team", "sub_team", "pod")


@dataclass(frozen=True)
class Portfolio:
    """What a workbook asks for: the model's data, and the objective where Config names one."""

    data: BudgetData
    objective: str | None = None


def read_workbook(path: Path, config: Sequence[str] = ()) -> BudgetData:
    """As ``read_portfolio``, the data alone."""
    return read_portfolio(path, config).data


def read_portfolio(path: Path, config: Sequence[str] = ()) -> Portfolio:
    """Read, name every bad cell, and check the portfolio as a whole.

    Parameters
    ----------
    path
        The workbook.
    config
        Parameters that replace those of its sheet Config, each ``name=value`` or a file (.xlsx, .csv, .toml, .json).

    Raises
    ------
    UsageError
        There is no such file.
    ExtractError
        It is no workbook, a sheet or column is missing, or cells cannot be used: each named by sheet, row and column.
    ModelError
        The portfolio contradicts itself.
    """
    sheets = _Sheets(path)
    settings = Settings(sheets.faults)
    settings.add_sheet(sheets.rows("Config", given.CONFIG_COLUMNS))
    given.add_all(settings, config, sheets.faults, sheets.notes)
    objective = _objective(settings)
    data = _Parts(sheets, settings).checked(path)
    return Portfolio(data, objective)


class _Sheets:
    """The workbook's sheets; faults and notes gather while they are read."""

    def __init__(self, path: Path) -> None:
        self.sheets = read_sheets(path)
        self.faults, self.notes = Faults(), list(_sheet_notes(self.sheets))
        missing = [name for name in NEEDED if name.lower() not in self.sheets]
        if missing:
            has = ", ".join(sheet.name for sheet in self.sheets.values())
            raise ExtractError(
                f"{path.name}: no sheet {' and '.join(missing)}; it has {has or 'none'}. Nothing was solved. "
                "Name the sheets Projects and Resources."
            )

    def rows(self, name: str, columns: Columns) -> list[Row]:
        """The rows of a sheet, none where it is not there or has nothing at all."""
        sheet = self.sheets.get(name.lower())
        is_optional = name in OPTIONAL
        if sheet is None or (is_optional and not any(str(cell).strip() for row in sheet.rows for cell in row)):
            return []
        return rows_of(sheet, columns, self.faults, self.notes, may_be_empty=is_optional)


class _Parts:
    """Initiatives, people and rules, read and held against each other."""

    def __init__(self, sheets: _Sheets, settings: Settings) -> None:
        self.sheets = sheets
        general = general_rules(settings)
        self.project_rows = sheets.rows("Projects", projects.COLUMNS)
        self.people_rows = sheets.rows("Resources", resources.COLUMNS)
        self.initiatives = self._initiatives(settings, general)
        horizon = sorted({month for initiative in self.initiatives for month in initiative.months})
        self.employees = tuple(resources.employee(row, horizon) for row in self.people_rows)
        self.rules = with_limits(general, settings, self.initiatives, self.employees)
        self.profiles = tuple(hires.profile(row) for row in sheets.rows(hires.SHEET, hires.COLUMNS))
        self.last = last_plan.shares(sheets.rows(last_plan.SHEET, last_plan.COLUMNS))
        if self.profiles and settings.row("hiring") is None:
            self.rules = replace(self.rules, hiring=replace(self.rules.hiring, is_asked=True))
        self.currency = settings.text("currency", "USD")

    def checked(self, path: Path) -> BudgetData:
        """The model's data, once no cell is left that cannot be used."""
        faults = self.sheets.faults
        lookalikes.refuse_twice(self.project_rows, "project_id")
        lookalikes.refuse_twice(self.people_rows, "brid")
        self._refuse_unknown_predecessors()
        faults.refuse(path.name)
        try:
            data = BudgetData(
                self.employees,
                self.initiatives,
                currency=self.currency,
                rules=self.rules,
                hireable_profiles=self.profiles,
            )
        except ModelError as fault:
            raise ModelError(f"{path.name}: {fault}") from fault
        kept, gone = last_plan.still_there(data, self.last)
        return replace(data, last_plan=kept, notes=(*self.sheets.notes, *self._notes(), *gone))

    def _initiatives(self, settings: Settings, general: Rules) -> tuple[Initiative, ...]:
        usual_share = settings.number("max_resource_allocation_pct", 1.0, least=projects.LEAST_SHARE, most=1.0)
        found = {row: projects.initiative(row, general, usual_share) for row in self.project_rows}
        by_id = {initiative.initiative_id: row for row, initiative in found.items()}
        for identifier, row in settings.rows("phasing"):
            if identifier not in by_id:
                row.fault("parameter", f"names the project {identifier!r}, which is not there")
                continue
            months = found[by_id[identifier]].months
            nothing: dict[date, float] = {}
            phased = row.converted(VALUE, partial(phasing, months=months), nothing) if months else nothing
            found[by_id[identifier]] = replace(found[by_id[identifier]], phasing_ratio=phased)
        return tuple(found.values())

    def _refuse_unknown_predecessors(self) -> None:
        known = [row.name("project_id") for row in self.project_rows]
        for row in self.project_rows:
            before = row.name("predecessor_id")
            if before and before not in known:
                near = nearest(before, known)
                hint = f"; did you mean {near}?" if near else ""
                row.fault("predecessor_id", f"is {before!r}, and no project has that id{hint}")
            elif before and before == row.name("project_id"):
                row.fault("predecessor_id", f"is {before!r}, the project itself")

    def _notes(self) -> list[str]:
        """What is read in a way that its owner may not have meant."""
        projects_alike = lookalikes.alike_notes(self.project_rows, "Projects", ("project_id", "driver", *GROUPS))
        people_alike = lookalikes.alike_notes(self.people_rows, "Resources", ("brid", "location", *GROUPS[1:]))
        return [
            *projects_alike,
            *people_alike,
            *lookalikes.same_name_notes(self.project_rows, "Projects", "project_id", "project_name"),
            *lookalikes.same_name_notes(self.people_rows, "Resources", "brid", "employee_name"),
            *lookalikes.nobody_notes(self.initiatives, self.employees),
            *self._contradictions(),
            *blank_notes(self.project_rows),
        ]

    def _contradictions(self) -> Iterator[str]:
        """Limits that leave no share at all."""
        block = self.rules.minimum_block_ratio or 0.0
        narrow = [i.initiative_id for i in self.initiatives if i.maximum_share_ratio < block]
        if narrow:
            listed = ", ".join(narrow[:SHOWN_COUNT]) + (" and others" if len(narrow) > SHOWN_COUNT else "")
            yield f"Nobody can work on {listed}: its maximum share is less than the minimum block of {block:g}."


def _sheet_notes(sheets: Mapping[str, Sheet]) -> Iterator[str]:
    """A sentence for each sheet that is not read; one that may be misspelt is asked about."""
    known = (*NEEDED, *OPTIONAL)
    free = [name for name in known if name.lower() not in sheets]
    for key, sheet in sheets.items():
        if key not in {name.lower() for name in known}:
            near = nearest(key, [name.lower() for name in free])
            meant = next((name for name in free if name.lower() == near), None)
            yield f"The sheet {sheet.name} is not read" + (f"; if {meant} is meant, rename it." if meant else ".")


def _objective(settings: Settings) -> str | None:
    row = settings.row("objective")
    if row is None:
        return None
    name = spelled(row.text(VALUE))
    if name not in OBJECTIVES:
        row.fault(VALUE, f"is {row.text(VALUE)!r}; known are {', '.join(OBJECTIVES)}")
    return name
