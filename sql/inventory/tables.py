"""Tables in words that both the files and a catalog can be put into: lower-case names, types as T-SQL writes them."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Column:
    """One column: ``decimal(19,4)``, nullable or not, with the collation of a text."""

    name: str
    type: str
    is_nullable: bool
    collation: str | None = None


@dataclass(frozen=True)
class Constraint:
    """A key, a foreign key, a CHECK or a DEFAULT.

    ``kind`` is ``primary key``, ``unique``, ``foreign key``, ``check`` or ``default``; ``columns`` are those it is
    about, in order; ``text`` is what a foreign key refers to (``core.phases(phase_id)``), or the expression in the form
    of `sql.inventory.expressions`.
    """

    name: str
    kind: str
    columns: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Index:
    """An index that is no constraint; a descending column reads ``name desc``."""

    name: str
    columns: tuple[str, ...]
    included: tuple[str, ...] = ()
    is_unique: bool = False
    condition: str = ""


@dataclass
class Table:
    """One table; its parts by name."""

    name: str
    columns: dict[str, Column] = field(default_factory=dict)
    constraints: dict[str, Constraint] = field(default_factory=dict)
    indexes: dict[str, Index] = field(default_factory=dict)
