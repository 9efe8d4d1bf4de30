"""CREATE TABLE on DuckDB: no foreign keys, no indexes beside keys, and no keys on large tables."""

from sqlglot import exp

from sql.translation.rewrites import rewrite

KEYS = (exp.PrimaryKey, exp.UniqueColumnConstraint, exp.PrimaryKeyColumnConstraint)


def constraint_kinds(part: exp.Expr) -> list[exp.Expr]:
    """What a constraint of a table or column consists of, without its name."""
    if isinstance(part, exp.Constraint):
        return list(part.expressions)
    return [part.args["kind"]] if isinstance(part, exp.ColumnConstraint) else [part]


def is_kept(part: exp.Expr, *, is_large: bool) -> bool:
    """Whether DuckDB gets this part of a table."""
    kinds = constraint_kinds(part)
    dropped: tuple[type[exp.Expr], ...] = (
        exp.ForeignKey,
        exp.Reference,
        exp.IndexColumnConstraint,
        exp.CollateColumnConstraint,
    )
    return not any(isinstance(kind, dropped + (KEYS if is_large else ())) for kind in kinds)


def plain_keys(node: exp.Expr) -> exp.Expr:
    """Keys name columns, without an order."""
    return node.this if isinstance(node, exp.Ordered) else node


def duckdb_table(statement: exp.Create, *, is_large: bool) -> list[exp.Expr]:
    """The DuckDB statements for one CREATE of a migration: a table, a schema, a unique index, or nothing.

    Parameters
    ----------
    statement
        A parsed T-SQL CREATE TABLE, SCHEMA or INDEX.
    is_large
        Keys are left out: DuckDB keeps their index in memory, and the load audits uniqueness itself.
    """
    if str(statement.kind).endswith("INDEX"):
        return []
    if statement.kind == "SCHEMA":
        return [exp.Create(this=statement.this.copy(), kind="SCHEMA", exists=True)]
    table = statement.copy()
    for column in table.this.find_all(exp.ColumnDef):
        kept = [part for part in column.args.get("constraints") or [] if is_kept(part, is_large=is_large)]
        column.set("constraints", kept)
    schema = table.this
    schema.set("expressions", [part for part in schema.expressions if is_kept(part, is_large=is_large)])
    for key in list(table.find_all(exp.PrimaryKey, exp.UniqueColumnConstraint)):
        key.replace(key.transform(plain_keys))
    return [rewrite(table)]
