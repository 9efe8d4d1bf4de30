"""The staged rows of one entity as T-SQL: their parents found, their text converted, the newest of equal keys picked.

``s`` is the staged row, ``r`` the resolved one, ``t`` the target; statements are made of these parts in
:mod:`etl.publish.statements`.
"""

from dataclasses import dataclass

from etl.publish.entity import Entity

KEY_COLLATION = "Latin1_General_BIN2"  # a parameter has the database's own, which may not compare with a key
ROW_ADDRESS = ("file_id", "line_number", "row_number")


@dataclass(frozen=True)
class StagedRows:
    """One entity and the columns that the files at hand provide of it; the others keep their values."""

    entity: Entity
    provided: frozenset[str]
    has_copies: bool = True
    """Some key may stand on several staged rows; ranking them is the dearest part of a large load."""

    def resolved(self) -> str:
        """Staged rows with typed values and their parents' ids, one row per staged row."""
        entity = self.entity
        selected = [
            *(f"s.{name}" for name in (*ROW_ADDRESS, "row_sha256")),
            "CAST(s.modified_at_utc AS datetime2(3)) AS modified_at_utc",
            f"CAST(:source_system AS nvarchar(30)) COLLATE {KEY_COLLATION} AS source_system",
            *(f"{expression} AS {name}" for p in entity.parents for name, expression in p.columns.items()),
            *(self._typed(name) for name in self._plain_columns()),
        ]
        return f"SELECT {', '.join(selected)} {self._staged()}"

    def _traces(self) -> list[str]:
        """Columns that tell one state of a row from the next."""
        entity = self.entity
        return [
            *(["row_sha256"] if entity.has_row_hash else []),
            *(["modified_at_utc"] if entity.has_modified_at else []),
        ]

    def _staged(self, *more_joins: str) -> str:
        """The rows of these files beside their parents, ready for more conditions."""
        joins = " ".join(dict.fromkeys([*(p.join for p in self.entity.parents), *more_joins]))
        condition = "s.batch_id = :batch_id AND s.file_id IN (:file_ids)"
        return f"FROM {self.entity.staging_table} AS s {joins} WHERE {condition}"

    def _plain_columns(self) -> list[str]:
        return [column.name for column in self.entity.columns]

    def _published_columns(self) -> list[str]:
        """Columns of the target that a load fills, without the id and the batch."""
        entity = self.entity
        parent_ids = [name for p in entity.parents for name in p.columns]
        source = ["source_system"] if entity.keeps_source else []
        return [*dict.fromkeys([*entity.key, *source, *parent_ids, *self._plain_columns(), *self._traces()])]

    def _typed(self, name: str) -> str:
        column = next(c for c in self.entity.columns if c.name == name)
        value = number(f"s.{name}", column.sql_type)
        if name == "currency":
            value = f"COALESCE({value}, CAST(:currency AS char(3)))"
        elif column.default is not None:
            value = f"COALESCE({value}, CAST({column.default} AS {column.sql_type}))"
        return f"{value} AS {name}"

    def _updatable(self) -> list[str]:
        """Columns that the files provide, without the key."""
        parent_ids = [name for p in self.entity.parents if p.source_column in self.provided for name in p.columns]
        plain = [name for name in self._plain_columns() if name in self.provided]
        return [name for name in dict.fromkeys([*parent_ids, *plain]) if name not in self.entity.key]

    def _same_key(self, left: str, right: str) -> str:
        return " AND ".join(f"{left}.{name} = {right}.{name}" for name in self.entity.key)

    def _differs(self, row: str) -> str:
        if self.entity.is_compared_by_hash:
            return f"t.row_sha256 <> {row}.row_sha256"
        return " OR ".join(_is_distinct(f"t.{name}", f"{row}.{name}") for name in self._updatable()) or "1 = 0"

    def _says_nothing(self, row: str) -> str:
        return f"{row}.{self.entity.zero_column} = 0" if self.entity.zero_column else "1 = 0"

    def _is_older(self, row: str) -> str:
        if not self.entity.has_modified_at:
            return "1 = 0"
        old, new = "t.modified_at_utc", f"{row}.modified_at_utc"
        return f"{old} IS NOT NULL AND {new} IS NOT NULL AND {new} < {old}"

    def _ranked(self) -> str:
        """Copies of a key, those of the newest modification time on rank 1, with the ends of that time's hashes."""
        keys = ", ".join(f"q.{name}" for name in self.entity.key)
        rank = f"RANK() OVER (PARTITION BY {keys} ORDER BY {_NEWEST_FIRST})"
        same_time = f"OVER (PARTITION BY {keys}, q.modified_at_utc)"
        hashes = f"MIN(q.row_sha256) {same_time} AS lowest_sha256, MAX(q.row_sha256) {same_time} AS highest_sha256"
        return f"SELECT q.*, {rank} AS key_rank, {hashes} FROM ({self.resolved()}) AS q"

    def _numbered(self) -> str:
        """Copies of a key, the newest first; equal ones in file order."""
        if not self.has_copies:
            return f"SELECT q.*, 1 AS copy_number, q.row_sha256 AS newest_sha256 FROM ({self.resolved()}) AS q"
        keys = ", ".join(f"q.{name}" for name in self.entity.key)
        order = f"{_NEWEST_FIRST}, q.file_id, q.line_number, q.row_number"
        window = f"OVER (PARTITION BY {keys} ORDER BY {order})"
        return (
            f"SELECT q.*, ROW_NUMBER() {window} AS copy_number, FIRST_VALUE(q.row_sha256) {window} AS newest_sha256 "
            f"FROM ({self.resolved()}) AS q"
        )

    def _latest(self) -> str:
        return f"SELECT n.* FROM ({self._numbered()}) AS n WHERE n.copy_number = 1"


def number(text: str, sql_type: str) -> str:
    """A text as a value; DuckDB reads numbers of up to 18 digits a hundred times faster than longer ones."""
    if not sql_type.startswith("decimal(19,"):
        return f"CAST({text} AS {sql_type})"
    short = f"TRY_CAST({text} AS {sql_type.replace('19', '18', 1)})"
    return f"COALESCE(CAST({short} AS {sql_type}), CAST({text} AS {sql_type}))"


def _is_distinct(left: str, right: str) -> str:
    """Whether two values differ, blanks included; SQL Server 2019 has no IS DISTINCT FROM."""
    one_is_blank = f"({left} IS NULL AND {right} IS NOT NULL) OR ({left} IS NOT NULL AND {right} IS NULL)"
    return f"{left} <> {right} OR {one_is_blank}"


_NEWEST_FIRST = "CASE WHEN q.modified_at_utc IS NULL THEN 1 ELSE 0 END, q.modified_at_utc DESC"
