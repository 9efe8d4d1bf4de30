"""A long product rounded to fewer decimals is the exact one, rounded half away from zero."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sql.translation.dialect import to_duckdb

PRODUCT = to_duckdb(
    "SELECT CAST(CAST(:a AS decimal(25,10)) * CAST(:b AS decimal(11,4)) AS decimal(19,6)) AS product_amount"
)
AMOUNT = st.decimals(min_value=-(10**8), max_value=10**8, places=10, allow_nan=False)
RATE = st.decimals(min_value=-9999, max_value=9999, places=4, allow_nan=False)


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as opened:
        yield opened


def exact(a: Decimal, b: Decimal) -> Decimal:
    """The oracle: Python's decimal with sixty digits, rounded once."""
    with localcontext() as context:
        context.prec = 60
        return (a * b).quantize(Decimal("0.000001"), ROUND_HALF_UP)


def test_the_double_decides_where_it_can():
    assert "DOUBLE" in PRODUCT


@settings(max_examples=200, deadline=None)
@given(a=AMOUNT, b=RATE)
@example(a=Decimal("0.0000005"), b=Decimal(1))  # exactly half of the last digit
@example(a=Decimal("-0.0000005"), b=Decimal(1))
@example(a=Decimal("1.0000015"), b=Decimal(-1))
@example(a=Decimal("0.0000004999"), b=Decimal("1.0001"))
@example(a=Decimal("999999.9999995"), b=Decimal("1.0000"))
@example(a=Decimal("100000000.0000000001"), b=Decimal("9999.9999"))
@example(a=Decimal("123456.7890125"), b=Decimal("0.0400"))
def test_every_product_is_the_exact_one_rounded_once(connection, a, b):
    ((found,),) = connection.execute(PRODUCT, {"a": a, "b": b}).fetchall()
    assert found == exact(a, b)


def test_a_product_with_nothing_to_round_is_left_as_it_is():
    assert "DOUBLE" not in to_duckdb(
        "SELECT CAST(CAST(:a AS decimal(19,4)) * CAST(:b AS decimal(7,6)) AS decimal(25,10)) AS product_amount"
    )


def test_null_stays_null(connection):
    assert connection.execute(PRODUCT, {"a": None, "b": Decimal(1)}).fetchall() == [(None,)]
