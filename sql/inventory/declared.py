"""The tables as the migrations leave them: every CREATE, ALTER and DROP replayed in order."""

import re
from collections.abc import Iterable
from functools import lru_cache

from sqlglot import exp

from config.errors import DatabaseError
from sql.deployment.revisions import revisions
from sql.errors import COMMENT
from sql.files import SqlFile, SqlTree
from sql.inventory.expressions import worded
from sql.inventory.tables import Column, Constraint, Index, Table
from sql.translation.dialect import batches, parsed

TYPE_NAMES = {"numeric": "decimal", "integer": "int"}
AS_TEXT = re.compile(r"\s*EXEC(?:UTE)?\s+sys\.sp_executesql\s+N'((?:[^']|'')*)'\s*;?\s*$", re.IGNORECASE)
NEW_SCHEMA = re.compile(r"\bCREATE\s+SCHEMA\s+(\w+)", re.IGNORECASE)
CHANGES_ROWS = (exp.Insert, exp.Update, exp.Delete)


def declared_tables(tree: SqlTree) -> dict[str, Table]:
    """Every table by its lower-case name, as all migrations together leave it."""
    return tables_of(script for revision in revisions(tree) for script in revision.scripts)


def tables_of(scripts: Iterable[SqlFile]) -> dict[str, Table]:
    """As `declared_tables`, of some scripts.

    Raises
    ------
    DatabaseError
        A statement is none that the inventory understands, or changes what is not there.
    """
    tables: dict[str, Table] = {}
    for script in scripts:
        for statement in (one for batch in batches(script.text) for one in statements(batch)):
            words = f"sql/{script.path}: {statement.sql('tsql')[:120]}"
            try:
                is_understood = replay(tables, statement)
            except KeyError as error:
                raise DatabaseError(
                    f"{words}: there is no {error.args[0]} at that point. Nothing was changed. Correct the script."
                ) from error
            if not is_understood:
                raise DatabaseError(
                    f"{words}: not understood. Nothing was changed. Say it as CREATE, ALTER or DROP of a table or "
                    "index, or teach it to sql/inventory/declared.py."
                )
    return tables


def declared_schemas(tree: SqlTree) -> set[str]:
    """The schemas that the migrations make, in lower case."""
    return schemas_of(script for revision in revisions(tree) for script in revision.scripts)


def schemas_of(scripts: Iterable[SqlFile]) -> set[str]:
    """As `declared_schemas`, of some scripts."""
    return {name.lower() for script in scripts for name in NEW_SCHEMA.findall(COMMENT.sub(" ", script.text))}


@lru_cache(maxsize=1024)
def statements(batch: str) -> tuple[exp.Expr, ...]:
    """The statements of one batch, parsed once; a statement handed over as a text counts as itself."""
    as_text = AS_TEXT.match(COMMENT.sub(" ", batch))
    return tuple(parsed(as_text[1].replace("''", "'") if as_text else batch))


def replay(tables: dict[str, Table], statement: exp.Expr) -> bool:
    """Carry out one statement; False when it is not understood."""
    if isinstance(statement, exp.Create):
        return replay_create(tables, statement)
    if isinstance(statement, exp.Alter) and statement.kind == "TABLE":
        table = tables[name_of(statement.this)]
        return all(replay_alter(table, action) for action in statement.args["actions"])
    if isinstance(statement, exp.Drop) and statement.args["kind"] == "TABLE":
        for dropped in statement.args["tables"]:
            del tables[name_of(dropped)]
        return True
    if isinstance(statement, exp.Drop) and statement.args["kind"] == "INDEX":
        table = tables[name_of(statement.args["cluster"].this)]
        for dropped in statement.args["tables"]:
            del table.indexes[dropped.name.lower()]
        return True
    return isinstance(statement, CHANGES_ROWS)


def replay_create(tables: dict[str, Table], statement: exp.Create) -> bool:
    """A new table or index; schemas hold nothing by themselves."""
    if statement.kind == "TABLE":
        table = Table(name_of(statement.this.this))
        tables[table.name] = table
        return all(add_part(table, part) for part in statement.this.expressions)
    if str(statement.kind).endswith("INDEX"):
        index = index_of(statement)
        tables[name_of(statement.this.args["table"])].indexes[index.name] = index
        return True
    return statement.kind == "SCHEMA"


def replay_alter(table: Table, action: exp.Expr) -> bool:
    """One change of a table."""
    if isinstance(action, exp.AddConstraint):
        return all(add_part(table, part) for part in action.expressions)
    if isinstance(action, exp.ColumnDef):
        return add_part(table, action)
    if isinstance(action, exp.Drop):
        parts = table.constraints if action.args["kind"] == "CONSTRAINT" else table.columns
        for dropped in action.args["tables"]:
            del parts[dropped.name.lower()]
        return True
    if isinstance(action, exp.AlterColumn) and action.args.get("dtype"):
        before = table.columns[action.name.lower()]
        nullable = action.args.get("allow_null")
        collate = action.args.get("collate")
        table.columns[before.name] = Column(
            before.name,
            type_of(action.args["dtype"]),
            before.is_nullable if nullable is None else bool(nullable),
            collate.name if isinstance(collate, exp.Expr) else before.collation,
        )
        return True
    return False


def add_part(table: Table, part: exp.Expr) -> bool:
    """A column with what is said beside it, or a constraint of the table."""
    if isinstance(part, exp.ColumnDef):
        table.columns[part.name.lower()] = column_of(part)
        for beside in part.args.get("constraints") or []:
            if beside.args.get("this"):
                add_constraint(table, beside.name, beside.args["kind"], column=part.name.lower())
        return True
    if isinstance(part, exp.Constraint):
        for kind in part.expressions:
            add_constraint(table, part.name, kind)
        return True
    return False


def column_of(part: exp.ColumnDef) -> Column:
    """The column itself."""
    is_nullable, collation = True, None
    for beside in part.args.get("constraints") or []:
        kind = beside.args["kind"]
        if isinstance(kind, exp.NotNullColumnConstraint):
            is_nullable = bool(kind.args.get("allow_null"))
        elif isinstance(kind, exp.CollateColumnConstraint):
            collation = kind.this.name
        elif isinstance(kind, exp.PrimaryKeyColumnConstraint):
            is_nullable = False
    return Column(part.name.lower(), type_of(part.args["kind"]), is_nullable, collation)


def add_constraint(table: Table, name: str, kind: exp.Expr, column: str = "") -> None:
    """A named constraint; ``column`` is the one that it stands beside."""
    columns = tuple(named(part) for part in kind.expressions) or ((column,) if column else ())
    if isinstance(kind, exp.PrimaryKey | exp.PrimaryKeyColumnConstraint):
        constraint = Constraint(name.lower(), "primary key", columns)
    elif isinstance(kind, exp.UniqueColumnConstraint):
        inner = kind.this.expressions if isinstance(kind.this, exp.Schema) else []
        constraint = Constraint(name.lower(), "unique", tuple(named(part) for part in inner) or columns)
    elif isinstance(kind, exp.ForeignKey):
        target = kind.args["reference"].this
        referred = ",".join(named(part) for part in target.expressions)
        constraint = Constraint(name.lower(), "foreign key", columns, f"{name_of(target.this)}({referred})")
    elif isinstance(kind, exp.CheckColumnConstraint):
        constraint = Constraint(name.lower(), "check", (), worded(kind.this))
    elif isinstance(kind, exp.DefaultColumnConstraint):
        constraint = Constraint(name.lower(), "default", (column,), worded(kind.this))
    else:
        raise DatabaseError(f"{table.name}: constraint {name} is of no known kind. Nothing was changed.")
    table.constraints[constraint.name] = constraint


def index_of(statement: exp.Create) -> Index:
    """One CREATE INDEX."""
    parameters = statement.this.args["params"]
    condition = parameters.args.get("where")
    return Index(
        statement.this.name.lower(),
        tuple(named(part) for part in parameters.args["columns"]),
        tuple(sorted(named(part) for part in parameters.args.get("include") or [])),
        bool(statement.args.get("unique")),
        worded(condition.this) if condition else "",
    )


def named(part: exp.Expr) -> str:
    """A column of a key, with its direction when it is descending."""
    if isinstance(part, exp.Ordered):
        return f"{part.this.name.lower()} desc" if part.args.get("desc") else part.this.name.lower()
    return part.name.lower()


def name_of(table: exp.Expr) -> str:
    """``schema.table`` in lower case."""
    return f"{table.text('db')}.{table.name}".lower()


def type_of(kind: exp.Expr) -> str:
    """``decimal(19,4)``, as the catalog would say it."""
    word, _, size = kind.sql("tsql").lower().replace(" ", "").partition("(")
    return TYPE_NAMES.get(word, word) + (f"({size}" if size else "")
