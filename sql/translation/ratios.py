"""Ratios that agree on both engines to the last printed digit.

SQL Server divides two ``decimal(19,4)`` to nineteen decimals and the outer CAST rounds half away from zero, so the
result is the exact quotient, rounded once. DuckDB divides decimals as doubles. Here the same rounded quotient is built
from doubles where they decide it, and from 128-bit integers near a tie, where they do not.
"""

from sqlglot import exp, parse_one

MAX_OPERAND_PRECISION = 19
FORM = "CAST(CAST(a AS decimal(19,4)) / NULLIF(CAST(b AS decimal(19,4)), 0) AS decimal(19,6))"
# Doubles decide where the scaled quotient is below 1e12 (its error is then below 7e-4) and further than 1e-3 from a
# tie: DuckDB's 128-bit division is slow.
TEMPLATE = """
CASE WHEN ABS({quotient} * {unit}) < 1000000000000
      AND ABS(ABS({quotient} * {unit}) - FLOOR(ABS({quotient} * {unit})) - 0.5) > 0.001
     THEN CAST({quotient} AS DECIMAL({precision}, {scale}))
     ELSE CAST(CAST(SIGN({a}) * SIGN({b}) * ((2 * ABS({n}) + ABS({d})) // (2 * ABS({d}))) AS DECIMAL(38, 0)) * {step}
               AS DECIMAL({precision}, {scale}))
END
"""


def decimal_size(node: exp.Expr | None) -> tuple[int, int] | None:
    """Precision and scale of an explicit ``CAST(… AS decimal(p,s))``, also inside NULLIF and brackets."""
    while isinstance(node, exp.Paren | exp.Nullif):
        node = node.this
    if not isinstance(node, exp.Cast) or node.to.this != exp.DType.DECIMAL:
        return None
    sizes = [int(size.name) for size in node.to.expressions]
    return (sizes[0], sizes[1]) if len(sizes) == 2 else None  # noqa: PLR2004 (precision and scale)


def is_exact_ratio(division: exp.Div) -> bool:
    """Whether a division has the form that both engines round alike (`FORM`)."""
    sizes = [decimal_size(division.left), decimal_size(division.right), decimal_size(division.parent)]
    return division.arg_key == "this" and all(size and size[0] <= MAX_OPERAND_PRECISION for size in sizes)


def is_float_division(division: exp.Div) -> bool:
    """Whether both sides are doubles, which IEEE 754 divides alike everywhere."""
    return any(
        isinstance(side, exp.Cast) and side.to.this in {exp.DType.FLOAT, exp.DType.DOUBLE} for side in _sides(division)
    )


def _sides(division: exp.Div) -> list[exp.Expr]:
    sides = [division.left, division.right]
    return [side.this if isinstance(side, exp.Nullif | exp.Paren) else side for side in sides]


def scaled_integer(operand: str, scale: int, shift: int = 0) -> str:
    """DuckDB's 128-bit integer of a decimal, times ten to the power of ``shift``."""
    return f"(CAST(({operand}) * {10**scale} AS HUGEINT) * CAST({10**shift} AS HUGEINT))"


def exact_ratio(cast: exp.Cast) -> exp.Expr:
    """DuckDB's expression for the ratio under ``cast``: the exact quotient, rounded half away from zero."""
    division = cast.this
    (_, scale_a), (_, scale_b) = decimal_size(division.left) or (0, 0), decimal_size(division.right) or (0, 0)
    precision, scale = decimal_size(cast) or (0, 0)
    a, b = f"({division.left.sql('duckdb')})", f"({division.right.sql('duckdb')})"
    shift = scale + scale_b - scale_a
    text = TEMPLATE.format(
        quotient=f"(CAST({a} AS DOUBLE) / CAST({b} AS DOUBLE))",
        unit=f"CAST({10**scale} AS DOUBLE)",
        precision=precision,
        scale=scale,
        step=f"{10**-scale:.{scale}f}" if scale else "1",
        a=a,
        b=b,
        n=scaled_integer(a, scale_a, max(shift, 0)),
        d=scaled_integer(b, scale_b, max(-shift, 0)),
    )
    return parse_one(text, read="duckdb")
