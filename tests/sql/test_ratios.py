"""The quotient that DuckDB gets is the exact one, rounded half away from zero, as SQL Server rounds it."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sql.translation.dialect import to_duckdb

RATIO = to_duckdb(
    "SELECT CAST(CAST(:a AS decimal(19,4)) / NULLIF(CAST(:b AS decimal(19,4)), 0) AS decimal(19,6)) AS ratio"
)
AMOUNT = st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False)
TIE_DENOMINATOR = st.sampled_from([Decimal(n) for n in (2, 8, 64, 128, 320, 640, 2_000_000)])


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as opened:
        yield opened


def exact(a: Decimal, b: Decimal) -> Decimal:
    """The oracle: Python's decimal with sixty digits, rounded once."""
    with localcontext() as context:
        context.prec = 60
        return (a / b).quantize(Decimal("0.000001"), ROUND_HALF_UP)


@settings(max_examples=150, deadline=None)
@given(a=AMOUNT, b=AMOUNT.filter(bool) | TIE_DENOMINATOR)
@example(a=Decimal("0.0001"), b=Decimal(200))  # exactly half of the last digit
@example(a=Decimal("-0.0001"), b=Decimal(200))
@example(a=Decimal("999999999.9999"), b=Decimal("0.0001"))
@example(a=Decimal("500000.00000"), b=Decimal(1))
@example(a=Decimal("999999.9999"), b=Decimal("1.0001"))
@example(a=Decimal("0.4999"), b=Decimal("999900.0000"))
def test_every_quotient_is_the_exact_one_rounded_once(connection, a, b):
    ((found,),) = connection.execute(RATIO, {"a": a, "b": b}).fetchall()
    assert found == exact(a, b)


def test_a_zero_denominator_is_null(connection):
    assert connection.execute(RATIO, {"a": Decimal(1), "b": Decimal(0)}).fetchall() == [(None,)]
