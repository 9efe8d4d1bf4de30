"""What a source promises: ``config/extracts/<source>.toml``, checked before any file is opened."""

import hashlib
import tomllib
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from config.errors import UsageError
from config.settings import PROJECT_ROOT
from etl.reading.entity import MODIFIED_AT_UTC, Column, Entity, entities

EXTRACTS_DIR = PROJECT_ROOT / "config" / "extracts"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StaffLevel(_Part):
    """One level of the firm; levels are declared here and never created from data."""

    code: str
    name: str
    seniority_rank: int = Field(ge=1, description="1 is the most junior")
    is_manager_or_above: bool
    aliases: tuple[str, ...] = Field(default=(), description="how the source writes it, exactly")


class Location(_Part):
    """One place of work, with its public holidays."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()


class Breaker(_Part):
    """When a file that can be read is held for approval instead of published."""

    maximum_quarantined_ratio: Decimal = Decimal("0.02")
    key_entities: tuple[str, ...] = Field(default=(), description="any quarantined row of these holds the file")
    minimum_row_count_ratio: Decimal = Field(default=Decimal("0.5"), description="of the trailing median")
    maximum_row_count_ratio: Decimal = Field(default=Decimal(3), description="of the trailing median")
    maximum_control_total_deviation_ratio: Decimal = Decimal("0.25")
    suspicious_row_counts: tuple[int, ...] = Field(default=(2000, 65_536, 1_048_576), description="limits of tools")


class ReadingRules(_Part):
    """How the source writes files, numbers, dates and blanks."""

    delimiters: tuple[str, ...] = (",", ";", "\t")
    fallback_encoding: str | None = Field(
        default=None, description="for bytes that are not UTF-8; None rejects the file"
    )
    decimal_mark: Literal[".", ","] = "."
    grouping_mark: Literal["", ",", ".", " ", "'"] = ""
    date_format: str = "%Y-%m-%d"
    stamp_formats: tuple[str, ...] = ()
    missing: tuple[str, ...] = Field(default=(), description="words that mean no value, except in names")
    true_words: tuple[str, ...] = ("1", "true", "yes")
    false_words: tuple[str, ...] = ("0", "false", "no")
    preamble_records: int = Field(default=0, ge=0, description="records above the header, counted and ignored")
    total_words: tuple[str, ...] = Field(default=(), description="first cell of a totals row")
    footer_patterns: tuple[str, ...] = Field(
        default=(), description="regular expressions; one marks the lines at the end"
    )
    maximum_bytes: int = Field(default=2_000_000_000, gt=0)
    maximum_workbook_bytes: int = Field(default=1_000_000_000, gt=0, description="all parts of a workbook, unpacked")


class FieldContract(_Part):
    """Where one canonical column comes from, and how its values are written."""

    names: tuple[str, ...] = Field(default=(), description="header names in order of preference")
    id_style: Literal["text", "folded", "number", "salesforce"] | None = None
    values: dict[str, str] = Field(default={}, description="source value -> canonical value; anything else is refused")
    missing: tuple[str, ...] = Field(default=(), description="words that mean no value in this column")
    default: str | None = Field(default=None, description="for a blank cell or an absent column")
    required: bool | None = Field(default=None, description="stricter than the entity: the column must be there")
    rounding: Literal["refuse", "half_even"] = "refuse"
    scale: Decimal = Field(default=Decimal(1), description="canonical = source × scale")
    when_blank: str | None = Field(default=None, description="header name whose value stands in for a blank cell")
    decimal_mark: Literal[".", ","] | None = Field(default=None, description="where this file differs from the source")
    date_format: str | None = Field(default=None, description="where this column differs from the source")


class Computed(_Part):
    """One canonical column computed from several of the file's columns."""

    kind: Literal["product", "leave_hours"]
    columns: tuple[str, ...] = Field(description="header names; leave_hours: amount, unit, first day, last day")
    factor: Decimal = Field(default=Decimal(1), description="product: times this")
    hour_words: tuple[str, ...] = Field(default=("hours",), description="leave_hours: units that are hours")
    day_words: tuple[str, ...] = Field(default=("days",), description="leave_hours: units that are working days")
    day_hours: Decimal = Field(default=Decimal(8), description="leave_hours: hours of a whole day, for parts of one")


class Unpivot(_Part):
    """How one record becomes several rows."""

    kind: Literal["dates", "weekdays", "names", "schedule"]
    into: str = Field(description="canonical column that tells the rows apart")
    value: str = Field(description="canonical column of the cell's value")
    columns: dict[str, str] = Field(default={}, description="header name -> weekday, or -> value of `into`")
    start: str | None = Field(default=None, description="weekdays, schedule: header name of the first day")
    end: str | None = Field(default=None, description="schedule: header name of the last day")
    zero_cells: Literal["drop", "keep"] = "keep"
    refuses: Literal["record", "cell"] = Field(default="record", description="what a wrong cell takes with it")
    numbers_id: str | None = Field(
        default=None, description="id column that gets #1, #2 … so that each row has its own"
    )


class Lookup(_Part):
    """A second file whose columns are joined to each record by key, before anything else."""

    files: tuple[str, ...]
    key: str = Field(description="header name of the key in the second file")
    reference: str = Field(description="header name of the key in the first file")
    columns: tuple[str, ...] = Field(description="header names taken from the second file")
    prefix: str = Field(default="", description="put before their names, such as pse__Schedule__r.")


class ExtractContract(_Part):
    """One file (or sheet) shape and the entity that it feeds."""

    entity: str
    files: tuple[str, ...] = Field(description="name patterns such as *TIME*.csv, case-insensitive")
    sheets: tuple[str, ...] = Field(
        default=(), description="sheet name patterns; a workbook without a match is refused"
    )
    snapshot: Literal["full", "delta"] = "delta"
    columns: dict[str, FieldContract]
    constants: dict[str, str] = Field(default={}, description="canonical column -> value of every row")
    made_id: str | None = Field(default=None, description="id column made from content, where the source has none")
    made_from: tuple[str, ...] = Field(default=(), description="columns that make the id; default: all")
    computed: dict[str, Computed] = {}
    keep_where: dict[str, tuple[str, ...]] = Field(
        default={}, description="header name -> values; other records are ignored"
    )
    ignore_blank: tuple[str, ...] = Field(default=(), description="records in which all of these are blank are ignored")
    deleted_where: dict[str, tuple[str, ...]] = Field(
        default={}, description="header name -> values that take a row back, like is_deleted"
    )
    not_above: tuple[tuple[str, str], ...] = Field(
        default=(), description="header names: the first is at most the second"
    )
    unused: tuple[str, ...] = Field(default=(), description="known header names that nothing reads")
    unpivot: Unpivot | None = None
    lookup: Lookup | None = None

    @field_validator("entity")
    @classmethod
    def _known_entity(cls, name: str) -> str:
        if name not in entities():
            raise ValueError(f"no entity {name}; config/entities.toml has {', '.join(entities())}")
        return name

    @model_validator(mode="after")
    def _known_columns(self) -> Self:
        known = {*self.target.column_names, MODIFIED_AT_UTC}
        named = {*self.columns, *self.constants, *self.computed, *self.made_from, *filter(None, [self.made_id])}
        if self.unpivot:
            named |= {self.unpivot.into, self.unpivot.value}
        if unknown := sorted(named - known):
            raise ValueError(f"{self.entity} has no column {', '.join(unknown)}")
        derived = set(self.target.product[2:]) if self.target.product else set()
        needed = {c.name for c in self.target.columns if c.required and c.default is None and c.kind != "currency"}
        if unfilled := sorted(needed - named - derived):
            raise ValueError(f"{self.entity} gets no {', '.join(unfilled)}, which every row needs")
        return self

    @property
    def target(self) -> Entity:
        """The entity with its canonical columns."""
        return entities()[self.entity]

    @property
    def other_headers(self) -> tuple[str, ...]:
        """Header names that the extract needs beside its plain columns."""
        names = [*self.keep_where, *self.ignore_blank, *self.deleted_where]
        names += [name for pair in self.not_above for name in pair]
        names += [name for computed in self.computed.values() for name in computed.columns]
        names += [field.when_blank for field in self.columns.values() if field.when_blank]
        if self.unpivot:
            names += [n for n in (*self.unpivot.columns, self.unpivot.start, self.unpivot.end) if n]
        if self.lookup:
            names.append(self.lookup.reference)
        return tuple(dict.fromkeys(names))

    def column(self, name: str) -> Column:
        """The canonical column of that name, ``modified_at_utc`` included."""
        if name == MODIFIED_AT_UTC:
            return Column(name=name, kind="stamp")
        return self.target.column(name)


class IgnoredFile(_Part):
    """Files and sheets that are known and carry no data."""

    files: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    reason: str


class SourceContract(BaseModel):
    """Everything that is known about one source before its files are read."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    source_system: str = Field(max_length=30)
    description: str
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    time_zone: str
    extracts: tuple[ExtractContract, ...]
    reading: ReadingRules = ReadingRules()
    breaker: Breaker = Breaker()
    staff_levels: tuple[StaffLevel, ...] = ()
    locations: tuple[Location, ...] = ()
    crosswalk: dict[str, dict[str, str]] = Field(
        default={}, description="column -> source value -> value, each by hand"
    )
    ignored: tuple[IgnoredFile, ...] = ()
    sha256: str = Field(description="of the TOML file")
    file_name: str

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        ZoneInfo(name)
        return name

    @property
    def entities(self) -> tuple[str, ...]:
        """The entities that this source feeds, each once, in the order of the file."""
        return tuple(dict.fromkeys(extract.entity for extract in self.extracts))

    @property
    def key_entities(self) -> tuple[str, ...]:
        """The entities in which no row may be missing."""
        return self.breaker.key_entities

    def extracts_of(self, entity: str) -> tuple[ExtractContract, ...]:
        """The shapes in which this source hands over an entity."""
        return tuple(extract for extract in self.extracts if extract.entity == entity)


def source_names() -> list[str]:
    """The sources that have a contract."""
    return sorted(path.stem for path in EXTRACTS_DIR.glob("*.toml"))


def contracts_by_system() -> dict[str, "SourceContract"]:
    """Every source's contract by the name of its system."""
    return {contract.source_system: contract for contract in map(load_contract, source_names())}


def load_contract(source: str, folder: Path = EXTRACTS_DIR) -> SourceContract:
    """The contract of a source, validated.

    Parameters
    ----------
    source
        Name of a file in ``config/extracts`` without ``.toml``.
    folder
        Where the contracts are, for tests.

    Raises
    ------
    UsageError
        There is no such contract, or it contradicts ``config/entities.toml``.
    """
    path = folder / f"{source}.toml"
    if not source.replace("_", "").isalnum() or not path.is_file():
        raise UsageError(
            f"No contract for the source {source!r}; there are {', '.join(source_names())}. "
            f"Nothing was read. Name one of them, or describe the source in config/extracts/{source}.toml."
        )
    content = path.read_bytes()
    try:
        declared = tomllib.loads(content.decode("utf-8"))
        return SourceContract.model_validate(
            {**declared, "sha256": hashlib.sha256(content).hexdigest(), "file_name": f"config/extracts/{path.name}"}
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
        raise UsageError(
            f"config/extracts/{path.name} is not a valid contract: {error}. Nothing was read. Correct the contract."
        ) from error
