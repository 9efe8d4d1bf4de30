"""How one file or sheet feeds one entity: where each column comes from, and what a record becomes."""

from decimal import Decimal
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from etl.reading.entity import MODIFIED_AT_UTC, Column, Entity, entities


class Part(BaseModel):
    """A piece of a contract: unknown keys are errors, nothing changes after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FieldContract(Part):
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


class Computed(Part):
    """One canonical column computed from several of the file's columns."""

    kind: Literal["product", "leave_hours"]
    columns: tuple[str, ...] = Field(description="header names; leave_hours: amount, unit, first day, last day")
    factor: Decimal = Field(default=Decimal(1), description="product: times this")
    hour_words: tuple[str, ...] = Field(default=("hours",), description="leave_hours: units that are hours")
    day_words: tuple[str, ...] = Field(default=("days",), description="leave_hours: units that are working days")
    day_hours: Decimal = Field(default=Decimal(8), description="leave_hours: hours of a whole day, for parts of one")


class Unpivot(Part):
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


class Lookup(Part):
    """A second file whose columns are joined to each record by key, before anything else."""

    files: tuple[str, ...]
    key: str = Field(description="header name of the key in the second file")
    reference: str = Field(description="header name of the key in the first file")
    columns: tuple[str, ...] = Field(description="header names taken from the second file")
    prefix: str = Field(default="", description="put before their names, such as pse__Schedule__r.")


class ExtractContract(Part):
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
