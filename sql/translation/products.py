"""Products that are rounded to fewer decimals: the same result as DuckDB's own, without its slow 128-bit division.

DuckDB rounds a long decimal by dividing 128-bit integers, some two microseconds each. A double says the same wherever
the product is not near a tie; there, and for very large products, DuckDB's own rounding stays.
"""

from sqlglot import exp, parse_one

from sql.translation.ratios import decimal_size

FAST_DIGITS = 18
# As in sql.translation.ratios: below 1e12 the error of the scaled double is under 1e-3, the distance kept from a tie.
TEMPLATE = """
CASE WHEN ABS({product} * {unit}) < 1000000000000
      AND ABS(ABS({product} * {unit}) - FLOOR(ABS({product} * {unit})) - 0.5) > 0.001
     THEN CAST({product} AS DECIMAL({precision}, {scale}))
     ELSE {own}
END
"""


def rounded_product(cast: exp.Cast) -> exp.Expr:
    """DuckDB's expression for ``CAST(CAST(a AS decimal(…)) * CAST(b AS decimal(…)) AS decimal(p,s))``; others stay."""
    product = cast.this
    left, right, result = decimal_size(product.left), decimal_size(product.right), decimal_size(cast)
    if left is None or right is None or result is None:
        return cast
    is_long = left[0] + right[0] > FAST_DIGITS and result[0] >= FAST_DIGITS
    if not is_long or left[1] + right[1] <= result[1]:
        return cast
    a, b = product.left.sql("duckdb"), product.right.sql("duckdb")
    text = TEMPLATE.format(
        product=f"(CAST(({a}) AS DOUBLE) * CAST(({b}) AS DOUBLE))",
        unit=f"CAST({10 ** result[1]} AS DOUBLE)",
        precision=result[0],
        scale=result[1],
        own=cast.sql("duckdb"),
    )
    return parse_one(text, read="duckdb")
