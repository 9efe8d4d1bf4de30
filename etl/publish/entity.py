"""What the loader must know of a table in core to publish staged rows into it."""

from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True)
class Column:
    """A column of the target table that is filled from the staged column of the same name."""

    name: str
    sql_type: str
    default: str | None = None
    """SQL literal that stands in for a blank; None keeps the blank."""


@dataclass(frozen=True)
class Parent:
    """A row that must exist before a staged row can be published.

    ``join`` is T-SQL from the staged row ``s`` to the parent; ``columns`` maps target columns to expressions over it.
    ``is_missing`` is the T-SQL condition under which a staged row waits for its parent.
    """

    name: str
    source_column: str
    join: str
    columns: dict[str, str]
    is_missing: str


@dataclass(frozen=True)
class Touch:
    """Weeks of a weekly fact that a changed row of the target touches; ``t`` is the target, ``c`` the calendar."""

    fact_name: str
    calendar_join: str | None = None
    """T-SQL condition between ``c`` and ``t``; None touches every week."""

    @classmethod
    def worked_weeks(cls, condition: str) -> Self:
        """Weeks in which timesheets were recognized; ``condition`` ties ``w`` and its phase ``p`` to ``t``."""
        recognized = (
            "SELECT 1 FROM core.timesheet_week AS w INNER JOIN core.phases AS p ON p.phase_id = w.phase_id "
            f"WHERE w.recognized_week_start_date = c.calendar_date AND {condition}"
        )
        return cls("timesheet_week", f"c.calendar_date = c.week_start_date AND EXISTS ({recognized})")


@dataclass(frozen=True)
class Doubt:
    """Something odd in rows that are loaded all the same; ``join`` and ``condition`` find them in the stage."""

    sentence: str
    join: str
    condition: str


@dataclass(frozen=True)
class Entity:
    """One staged table and the core table that it feeds."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    id_column: str | None = None
    parents: tuple[Parent, ...] = ()
    touches: tuple[Touch, ...] = ()
    is_compared_by_hash: bool = False
    has_modified_at: bool = False
    is_numbered_as_read: bool = False
    """New rows are numbered in the order of the files instead of their keys: sorting millions of texts costs."""
    has_row_hash: bool = True
    keeps_source: bool = False
    """The source system is a column of the table, though not of its key."""
    group_column: str | None = None
    """Rows that share it are one record of the source; a newer version takes back the rows that it leaves out."""
    zero_column: str | None = None
    """A new row with 0 here says nothing and is not inserted; a known row that becomes 0 is updated."""
    doubts: tuple[Doubt, ...] = ()
    own_columns: tuple[str, ...] = ()
    """Columns of the table that no extract fills."""
    conflicts_take_record: bool = False
    """The rows of a record stand and fall together: copies that disagree on one day are set aside whole."""
    before: tuple[str, ...] = field(default=())
    """T-SQL run before the parents are looked up: vocabularies that grow with the data."""
    after: tuple[str, ...] = field(default=())
    """T-SQL run after the rows are in: what else follows from them."""

    @property
    def staging_table(self) -> str:
        """Where the rows wait."""
        return f"stg.{self.name}"

    @property
    def table(self) -> str:
        """Where the rows go."""
        return f"core.{self.name}"

    @property
    def past_table(self) -> str:
        """Where the versions go that a load replaces."""
        return f"core.{self.name}_past"

    @property
    def amount_column(self) -> str | None:
        """The money column that the audit sums, if any."""
        return next((c.name for c in self.columns if c.name in {"standard_price_amount", "bac_amount"}), None)

    @property
    def hours_column(self) -> str | None:
        """The hours column that the audit sums, if any."""
        return next(
            (c.name for c in self.columns if c.name in {"hours", "planned_hours"} and self.name != "phases"), None
        )
