"""UPDATE and DELETE with a FROM clause, by way of DuckDB's row ids."""

from sqlglot import exp


def target_of(statement: exp.Update | exp.Delete) -> exp.Table | None:
    """The table that an UPDATE or DELETE with FROM changes, with its alias; nothing without FROM."""
    if isinstance(statement, exp.Delete):
        tables = statement.args.get("tables")
        root, name = statement.this, tables[0].name if tables else ""
    else:
        from_ = statement.args.get("from_")
        root, name = from_.this if from_ else None, statement.this.name
    if not name or root is None:
        return None
    candidates = [root, *(join.this for join in root.args.get("joins") or [])]
    return next((table for table in candidates if isinstance(table, exp.Table) and table.alias_or_name == name), None)


def changed_rows(statement: exp.Update | exp.Delete, target: exp.Table, values: list[exp.Expr]) -> exp.Select:
    """The row ids that a joined UPDATE or DELETE is about, with the new values beside them."""
    root = statement.this if isinstance(statement, exp.Delete) else statement.args["from_"].this
    row_id = exp.column("rowid", table=target.alias_or_name).as_("changed_row_id")
    select = exp.select(row_id, *(value.as_(f"new_{i}") for i, value in enumerate(values))).from_(root.copy())
    if statement.args.get("where"):
        select.set("where", statement.args["where"].copy())
    if statement.args.get("with_"):
        select.set("with_", statement.args["with_"].copy())
    return select


def joined_change(statement: exp.Expr) -> exp.Expr:
    """``UPDATE a SET … FROM t AS a JOIN …`` and ``DELETE a FROM t AS a JOIN …`` by way of DuckDB's row ids."""
    if not isinstance(statement, exp.Update | exp.Delete):
        return statement
    target = target_of(statement)
    if target is None:
        return statement
    table = exp.table_(target.name, db=target.db)
    if isinstance(statement, exp.Delete):
        rows = changed_rows(statement, target, [])
        return exp.delete(table).where(exp.column("rowid").isin(query=rows))
    columns = [assignment.this.name for assignment in statement.expressions]
    rows = changed_rows(statement, target, [assignment.expression.copy() for assignment in statement.expressions])
    new_values = [
        exp.EQ(this=exp.column(name), expression=exp.column(f"new_{i}", table="changed"))
        for i, name in enumerate(columns)
    ]
    update = exp.Update(this=table, expressions=new_values, from_=exp.From(this=rows.subquery("changed")))
    same_row = exp.column("rowid", table=target.name).eq(exp.column("changed_row_id", table="changed"))
    update.set("where", exp.Where(this=same_row))
    return update
