"""What kind of value an expression holds, told from its form and from names (`*_date`, `is_*`, `*_amount`)."""

from sqlglot import exp

INTEGER_TYPES = {exp.DType.INT, exp.DType.BIGINT, exp.DType.SMALLINT, exp.DType.TINYINT, exp.DType.UTINYINT}
TEXT_TYPES = {exp.DType.NVARCHAR, exp.DType.VARCHAR, exp.DType.CHAR, exp.DType.NCHAR, exp.DType.TEXT}
FRACTION_ENDINGS = ("_amount", "_hours", "_ratio", "_per_hour", "_coefficient", "_weight")
FRACTION_NAMES = {"burn", "vec", "spi", "cpi", "hours", "amount", "ratio"}
INHERITING = (
    exp.Paren, exp.Min, exp.Max, exp.Lag, exp.Lead, exp.FirstValue, exp.LastValue, exp.Window, exp.Nullif, exp.Coalesce,
)  # fmt: skip
WHOLE = (exp.Floor, exp.Ceil, exp.Count, exp.Length, exp.DateDiff, exp.Extract, exp.RowNumber)
FRACTIONAL = (exp.Div, exp.Sqrt, exp.Pow, exp.Exp, exp.Ln, exp.Avg)
TEXT_ENDINGS = ("_name", "_code", "_text", "_source_id", "_status", "_kind")


def name_of(node: exp.Expr) -> str:
    """The lower-case name of a column or parameter, or nothing."""
    return node.name.lower() if isinstance(node, exp.Column | exp.Placeholder | exp.Identifier) else ""


def branches(node: exp.Expr) -> list[exp.Expr]:
    """The expressions whose kind the whole expression inherits: the arms of a CASE, the arguments of COALESCE."""
    arms: list[exp.Expr | None] = []
    if isinstance(node, INHERITING):
        arms = [node.this, *(node.expressions if isinstance(node, exp.Coalesce) else [])]
    elif isinstance(node, exp.Case):
        arms = [*(arm.args["true"] for arm in node.args["ifs"]), node.args.get("default")]
    elif isinstance(node, exp.If):
        arms = [node.args.get("true"), node.args.get("false")]
    elif isinstance(node, exp.Subquery) and isinstance(node.this, exp.Select) and len(node.this.expressions) == 1:
        arms = [node.this.expressions[0].unalias()]
    return [arm for arm in arms if arm is not None]


def cast_type(node: exp.Expr | None) -> exp.DType | None:
    """The type that an explicit CAST names."""
    return node.to.this if isinstance(node, exp.Cast) else None


def is_date(node: exp.Expr) -> bool:
    """Whether the value is a business date, without a time of day."""
    if cast_type(node) == exp.DType.DATE or isinstance(node, exp.LastDay | exp.DateFromParts | exp.TsOrDsToDate):
        return True
    if isinstance(node, exp.DateAdd):
        return is_date(node.this)
    if name_of(node):
        return name_of(node).endswith("_date")
    return any(is_date(arm) for arm in branches(node))


def is_stamp(node: exp.Expr) -> bool:
    """Whether the value is a point in time in UTC."""
    if cast_type(node) in {exp.DType.DATETIME2, exp.DType.TIMESTAMP} or is_utc_now(node):
        return True
    if isinstance(node, exp.DateAdd):
        return is_stamp(node.this)
    if name_of(node):
        return name_of(node).endswith("_at_utc")
    return any(is_stamp(arm) for arm in branches(node))


def is_utc_now(node: exp.Expr) -> bool:
    """Whether this is ``SYSUTCDATETIME()``."""
    return isinstance(node, exp.Anonymous) and node.name.upper() == "SYSUTCDATETIME"


def is_bit(node: exp.Expr) -> bool:
    """Whether the value is a bit: ``is_*``, ``has_*`` or an explicit CAST."""
    if cast_type(node) in {exp.DType.BIT, exp.DType.BOOLEAN}:
        return True
    if name_of(node):
        return name_of(node).startswith(("is_", "has_"))
    return any(is_bit(arm) for arm in branches(node))


def is_text(node: exp.Expr) -> bool:
    """Whether the value is text."""
    if isinstance(node, exp.National | exp.Concat | exp.GroupConcat | exp.Substring | exp.Left | exp.Right | exp.Trim):
        return True
    if cast_type(node) in TEXT_TYPES or (isinstance(node, exp.Literal) and node.is_string):
        return True
    if name_of(node):
        return name_of(node).endswith(TEXT_ENDINGS)
    return any(is_text(arm) for arm in branches(node))


def has_fraction(node: exp.Expr) -> bool:
    """Whether the value may lie between two integers, where a CAST to int differs."""
    if isinstance(node, WHOLE):
        return False
    if isinstance(node, exp.Literal):
        return not node.is_string and "." in node.name
    if isinstance(node, exp.Cast):
        return node.to.this not in INTEGER_TYPES | TEXT_TYPES | {exp.DType.BIT, exp.DType.BOOLEAN}
    if name_of(node):
        return name_of(node).endswith(FRACTION_ENDINGS) or name_of(node) in FRACTION_NAMES
    operands = [node.left, node.right] if isinstance(node, exp.Binary) else branches(node)
    if isinstance(node, exp.Sum | exp.Abs | exp.Neg):
        operands = [node.this]
    return isinstance(node, FRACTIONAL) or any(has_fraction(operand) for operand in operands)
