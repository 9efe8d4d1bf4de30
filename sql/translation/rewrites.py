"""The small pass between the two dialects: what sqlglot leaves as it is and DuckDB reads otherwise."""

from sqlglot import exp, parse_one

from sql.translation.inferred_types import TEXT_TYPES, cast_type, is_bit, is_date, is_utc_now
from sql.translation.joined_changes import joined_change
from sql.translation.products import rounded_product
from sql.translation.ratios import exact_ratio

EIGHT_DIGITS = 8


def ratio(node: exp.Expr) -> exp.Expr:
    """The exact quotient of two decimals."""
    if isinstance(node, exp.Cast) and isinstance(node.this, exp.Div) and node.to.this == exp.DType.DECIMAL:
        return exact_ratio(node)
    return node


def product(node: exp.Expr) -> exp.Expr:
    """The product of two long decimals, rounded the fast way."""
    return rounded_product(node) if isinstance(node, exp.Cast) and isinstance(node.this, exp.Mul) else node


def data_type(node: exp.Expr) -> exp.Expr:
    """Bit is BOOLEAN, float has 53 bits, texts have no length."""
    if not isinstance(node, exp.DataType):
        return node
    plain = {
        exp.DType.BIT: "BOOLEAN",
        exp.DType.FLOAT: "DOUBLE",
        exp.DType.DATETIME2: "TIMESTAMP",
        exp.DType.VARBINARY: "BLOB",
        **dict.fromkeys((exp.DType.NVARCHAR, exp.DType.VARCHAR, exp.DType.CHAR, exp.DType.NCHAR), "TEXT"),
    }.get(node.this)
    return exp.DataType.build(plain) if plain else node


def cut_text(node: exp.Expr) -> exp.Expr:
    """``CAST(x AS nvarchar(10))`` keeps ten characters."""
    if not (isinstance(node, exp.Cast) and node.to.this in TEXT_TYPES and node.to.expressions):
        return node
    length = node.to.expressions[0].name
    whole = exp.cast(node.this.copy(), "TEXT")
    return exp.Left(this=whole, expression=exp.Literal.number(length)) if length.isdigit() else whole


def utc_now(node: exp.Expr) -> exp.Expr:
    """``SYSUTCDATETIME()``, to the millisecond that datetime2(3) keeps."""
    if not is_utc_now(node):
        return node
    return parse_one("CAST(DATE_TRUNC('millisecond', NOW() AT TIME ZONE 'UTC') AS TIMESTAMP)", read="duckdb")


def date_arithmetic(node: exp.Expr) -> exp.Expr:
    """DATEADD of a date is a date, and days between dates are counted without detour."""
    if isinstance(node, exp.DateAdd) and is_date(node.this) and cast_type(node.parent) != exp.DType.DATE:
        return exp.cast(node.copy(), "DATE")
    if isinstance(node, exp.TimeStrToTime):
        return exp.cast(node.this, "DATE" if is_date(node.this) else "TIMESTAMP")
    return node


def date_literal(node: exp.Expr) -> exp.Expr:
    """``CAST('20250317' AS date)`` is ``'2025-03-17'``."""
    if isinstance(node, exp.Literal) and node.is_string and len(node.name) == EIGHT_DIGITS and node.name.isdigit():
        text, parent = node.name, node.parent
        if isinstance(parent, exp.Cast) and is_date(parent):
            return exp.Literal.string(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    return node


def bit_literal(node: exp.Expr) -> exp.Expr:
    """0 and 1 are FALSE and TRUE beside a bit, in a comparison or in COALESCE."""
    if not (isinstance(node, exp.Literal) and node.name in {"0", "1"} and not node.is_string):
        return node
    parent = node.parent
    beside = []
    if isinstance(parent, exp.EQ | exp.NEQ):
        beside = [parent.left, parent.right]
    elif isinstance(parent, exp.Coalesce):
        beside = [parent.this, *parent.expressions]
    return exp.Boolean(this=node.name == "1") if any(is_bit(other) for other in beside) else node


def text_function(node: exp.Expr) -> exp.Expr:
    """LEN leaves trailing blanks out; binary collations are DuckDB's only ones; N'…' is '…'."""
    if isinstance(node, exp.Length):
        return exp.Length(this=exp.Trim(this=node.this.copy(), position="TRAILING", expression=exp.Literal.string(" ")))
    if isinstance(node, exp.National):
        return exp.Literal.string(node.name)
    if isinstance(node, exp.Collate):
        compared: exp.Expr = node.this
        return compared
    return node


def list_parameter(node: exp.Expr) -> exp.Expr:
    """``IN (:names)`` takes a list."""
    if isinstance(node, exp.In) and len(node.expressions) == 1 and isinstance(node.expressions[0], exp.Placeholder):
        return exp.Anonymous(this="LIST_CONTAINS", expressions=[node.expressions[0].copy(), node.this.copy()])
    return node


def lateral_join(node: exp.Expr) -> exp.Expr:
    """APPLY is a lateral join that lacks its condition."""
    if isinstance(node, exp.Join) and isinstance(node.this, exp.Lateral):
        is_cross = bool(node.this.args.get("cross_apply"))
        lateral = exp.Lateral(this=node.this.this.copy(), alias=node.this.args.get("alias"))
        return exp.Join(this=lateral, kind="CROSS") if is_cross else exp.Join(this=lateral, side="LEFT", on=exp.true())
    return node


def recursive_with(node: exp.Expr) -> exp.Expr:
    """A common table expression that reads itself is RECURSIVE."""
    if isinstance(node, exp.With):
        for part in node.expressions:
            if any(table.name == part.alias and not table.db for table in part.this.find_all(exp.Table)):
                node.set(arg_key="recursive", value=True)
    return node


NODE_REWRITES = (
    date_literal,
    bit_literal,
    text_function,
    list_parameter,
    lateral_join,
    recursive_with,
    utc_now,
    date_arithmetic,
    ratio,
    product,
    cut_text,
)


def bottom_up(root: exp.Expr) -> exp.Expr:
    """Every rule on every node, inner ones first, so that a ratio of ratios is rewritten whole."""
    for node in reversed(list(root.walk(bfs=True))):
        current = node
        for rule in NODE_REWRITES:
            changed = rule(current)
            if changed is not current:
                root = changed if current is root else root
                current = current.replace(changed) if current.parent else changed
    return root


def rewrite(statement: exp.Expr) -> exp.Expr:
    """One statement of portable T-SQL as DuckDB means it; the given tree is used up."""
    return bottom_up(joined_change(statement)).transform(data_type, copy=False)
