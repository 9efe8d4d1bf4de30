"""What the two engines would answer differently without a word, and is therefore refused (sql/README.md)."""

from collections.abc import Callable, Iterator

from sqlglot import exp

from sql.translation.inferred_types import TEXT_TYPES, has_fraction, is_bit, is_date, is_stamp, is_text, is_utc_now
from sql.translation.ratios import FORM, is_exact_ratio, is_float_division

FUNCTIONS: tuple[type[exp.Expr], ...] = (
    exp.Abs, exp.And, exp.Avg, exp.Case, exp.Cast, exp.Ceil, exp.Coalesce, exp.Collate, exp.Concat, exp.ConcatWs,
    exp.Count, exp.CumeDist, exp.DateAdd, exp.DateDiff, exp.DateFromParts, exp.Day, exp.DenseRank, exp.Exists,
    exp.Exp, exp.Extract, exp.FirstValue, exp.Floor, exp.GroupConcat, exp.Grouping, exp.If, exp.Lag, exp.LastDay,
    exp.LastValue, exp.Lead, exp.Left, exp.Length, exp.Ln, exp.Lower, exp.Max, exp.Min, exp.Month, exp.Ntile,
    exp.Nullif, exp.Or, exp.PercentRank, exp.Pow, exp.Rank, exp.Repeat, exp.Replace, exp.Right, exp.RowNumber,
    exp.Sqrt, exp.StrPosition, exp.Substring, exp.Sum, exp.TimeStrToTime, exp.Trim, exp.TryCast, exp.TsOrDsToDate,
    exp.Upper, exp.Year,
)  # fmt: skip
STATEMENTS = (exp.Query, exp.Insert, exp.Update, exp.Delete, exp.Create, exp.Drop, exp.Alter, exp.Merge, exp.Declare)
FORBIDDEN: dict[type[exp.Expr], str] = {
    exp.Boolean: "say 1 = 1, or CAST(1 AS bit) for a value",
    exp.ILike: "T-SQL has no ILIKE",
    exp.DPipe: "join text with CONCAT",
    exp.Into: "SELECT … INTO makes a table outside the migrations",
    exp.Merge: "MERGE is not used here: update, then insert",
    exp.Round: "it keeps another scale on each engine; CAST AS decimal(p,s) rounds half away from zero on both",
    exp.Sign: "its type differs; say CASE",
    exp.Convert: "CONVERT depends on styles; say CAST",
    exp.Command: "this statement is not part of the portable subset",
    exp.IfBlock: "control flow stays on the server",
    exp.Declare: "variables stay on the server; bind :name instead",
    exp.Pivot: "write the pivot as SUM(CASE …)",
    exp.BitwiseAnd: "bit arithmetic differs by type",
    exp.BitwiseOr: "bit arithmetic differs by type",
    exp.BitwiseXor: "bit arithmetic differs by type",
}
DATE_UNITS = {"DAY", "WEEK", "MONTH", "QUARTER", "YEAR", "HOUR", "MINUTE", "SECOND"}
DATE_PARTS = {"DAY", "MONTH", "QUARTER", "YEAR", "HOUR", "MINUTE", "SECOND", "WEEKISO"}
WEEK_DIFFERENCE = "weeks begin on another day on each engine; join core.calendar"


def forbidden_nodes(node: exp.Expr) -> Iterator[str]:
    """Constructs and functions that are not in the portable subset."""
    for kind, advice in FORBIDDEN.items():
        if isinstance(node, kind):
            yield advice
    if isinstance(node, exp.Func) and not isinstance(node, (*FUNCTIONS, exp.Anonymous)) and type(node) not in FORBIDDEN:
        yield "this function is not in the portable list of sql/translation/portability.py"
    if isinstance(node, exp.Anonymous) and not is_utc_now(node):
        yield "this function is not in the portable list of sql/translation/portability.py"


def uncertain_division(node: exp.Expr) -> Iterator[str]:
    """SQL Server cuts the quotient of integers and limits the scale of decimals; DuckDB does neither."""
    if isinstance(node, exp.Div) and not is_exact_ratio(node) and not is_float_division(node):
        yield f"a quotient is only alike in the form {FORM}"


def uncertain_average(node: exp.Expr) -> Iterator[str]:
    """AVG of integers is an integer on SQL Server, AVG of decimals a double on DuckDB."""
    if isinstance(node, exp.Avg) and not (isinstance(node.this, exp.Cast) and node.this.to.this == exp.DType.FLOAT):
        yield f"AVG differs by type; divide SUM by COUNT in the form {FORM}"


def uncertain_power(node: exp.Expr) -> Iterator[str]:
    """POWER has the type of its base on SQL Server."""
    if isinstance(node, exp.Pow) and not (isinstance(node.this, exp.Cast) and node.this.to.this == exp.DType.FLOAT):
        yield "POWER of integers or decimals is cut to their type on SQL Server; CAST the base AS float"


def uncertain_cast(node: exp.Expr) -> Iterator[str]:
    """A CAST to int cuts on SQL Server and rounds on DuckDB; float(24) keeps seven digits."""
    if not isinstance(node, exp.Cast):
        return
    if node.to.this in {exp.DType.INT, exp.DType.BIGINT, exp.DType.SMALLINT} and has_fraction(node.this):
        yield "a CAST of fractions to int cuts on one engine and rounds on the other; say FLOOR or CEILING inside"
    if node.to.this == exp.DType.DECIMAL and len(node.to.expressions) != 2:  # noqa: PLR2004 (precision and scale)
        yield "decimal without precision and scale has another default on each engine"


def uncertain_dates(node: exp.Expr) -> Iterator[str]:
    """Week arithmetic, and DATEADD of something that may be a date or a time."""
    if isinstance(node, exp.DateDiff) and node.text("unit").upper() not in DATE_UNITS - {"WEEK"}:
        yield f"DATEDIFF({node.text('unit').lower()}): {WEEK_DIFFERENCE}"
    if isinstance(node, exp.Extract) and node.name.upper() not in DATE_PARTS:
        yield f"DATEPART({node.name.lower()}): {WEEK_DIFFERENCE}"
    if isinstance(node, exp.DateAdd) and not (is_date(node.this) or is_stamp(node.this)):
        yield "DATEADD of a value whose type its name does not tell (*_date, *_at_utc); CAST it AS date or datetime2(3)"


def uncertain_text(node: exp.Expr) -> Iterator[str]:
    """``+`` on text, character classes in LIKE, collations that fold case."""
    if isinstance(node, exp.Add) and (is_text(node.left) or is_text(node.right)):
        yield "+ joins text on one engine only, and NULL swallows it; say CONCAT"
    if isinstance(node, exp.Like) and isinstance(node.expression, exp.Literal) and "[" in node.expression.name:
        yield "[…] in LIKE is a character class on SQL Server alone"
    if isinstance(node, exp.Cast) and node.to.this in TEXT_TYPES and (is_bit(node.this) or is_stamp(node.this)):
        yield "bits and times print differently as text; say CASE for a bit"
    if isinstance(node, exp.Concat | exp.ConcatWs) and any(is_bit(part) or is_stamp(part) for part in node.expressions):
        yield "bits and times print differently as text; say CASE for a bit"
    if isinstance(node, exp.Collate) and "BIN" not in node.expression.name.upper():
        yield "only binary collations compare alike"


def unportable_limit(node: exp.Expr) -> Iterator[str]:
    """TOP with options, and tables that live in tempdb."""
    options = node.args.get("limit_options") if isinstance(node, exp.Limit | exp.Fetch) else None
    if options and (options.args.get("with_ties") or options.args.get("percent")):
        yield "TOP with TIES or PERCENT is not portable"
    if isinstance(node, exp.Table) and isinstance(node.this, exp.Identifier) and node.this.args.get("temporary"):
        yield "temporary tables are not portable; use a common table expression"
    if isinstance(node, exp.WithTableHint) and any(hint.name.upper() == "NOLOCK" for hint in node.expressions):
        yield "NOLOCK reads rows that are rolled back later"


RULES: tuple[Callable[[exp.Expr], Iterator[str]], ...] = (
    forbidden_nodes,
    uncertain_division,
    uncertain_average,
    uncertain_power,
    uncertain_cast,
    uncertain_dates,
    uncertain_text,
    unportable_limit,
)


def refusals(statement: exp.Expr) -> list[str]:
    """Every reason why a statement would not mean the same on both engines, with the words it is about."""
    if not isinstance(statement, STATEMENTS):
        return [f"{statement.sql('tsql')[:120]}: this statement is not part of the portable subset"]
    return [
        f"{node.sql('tsql')[:120]}: {reason}" for node in statement.walk() for rule in RULES for reason in rule(node)
    ]
