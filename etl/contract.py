"""What a source promises: ``config/extracts/<source>.toml``, checked before any file is opened."""

import hashlib
import tomllib
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from config.errors import UsageError
from config.settings import PROJECT_ROOT
from etl.extract_contract import Computed, ExtractContract, FieldContract, Lookup, Part, Unpivot

__all__ = [
    "Breaker",
    "Computed",
    "ExtractContract",
    "FieldContract",
    "IgnoredFile",
    "Location",
    "Lookup",
    "ReadingRules",
    "SourceContract",
    "StaffLevel",
    "Unpivot",
    "load_contract",
    "source_names",
]
EXTRACTS_DIR = PROJECT_ROOT / "config" / "extracts"


class StaffLevel(Part):
    """One level of the firm; levels are declared here and never created from data."""

    code: str
    name: str
    seniority_rank: int = Field(ge=1, description="1 is the most junior")
    is_manager_or_above: bool
    aliases: tuple[str, ...] = Field(default=(), description="how the source writes it, exactly")


class Location(Part):
    """One place of work, with its public holidays."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()


class Breaker(Part):
    """When a file that can be read is held for approval instead of published."""

    maximum_quarantined_ratio: Decimal = Decimal("0.02")
    key_entities: tuple[str, ...] = Field(default=(), description="any quarantined row of these holds the file")
    minimum_row_count_ratio: Decimal = Field(default=Decimal("0.5"), description="of the trailing median")
    maximum_row_count_ratio: Decimal = Field(default=Decimal(3), description="of the trailing median")
    maximum_control_total_deviation_ratio: Decimal = Decimal("0.25")
    suspicious_row_counts: tuple[int, ...] = Field(default=(2000, 65_536, 1_048_576), description="limits of tools")


class ReadingRules(Part):
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


class IgnoredFile(Part):
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
