"""Every view holds the same rows, to the printed digit, on DuckDB and on the server."""

from collections import Counter
from contextlib import ExitStack, closing
from decimal import Decimal

import pytest

from sql.deployment.deploy import deploy
from sql.engine import open_database
from sql.files import SqlTree
from tests.kpi.firm_in_core import FirmInCore
from tests.kpi.made_up_firm import made_up_firm
from tests.server_database import fresh_server_database, server_tree

VIEWS = [file.object_name for file in SqlTree().build_order() if file.object_type == "view"]


@pytest.fixture(scope="module")
def both():
    """A firm of odd cases, written by hand, in a database of each engine; tests/server compares loaded firms."""
    with ExitStack() as stack:
        server = stack.enter_context(closing(open_database(stack.enter_context(fresh_server_database()))))
        embedded = stack.enter_context(closing(open_database("duckdb:///:memory:")))
        for database, tree in ((embedded, SqlTree()), (server, server_tree())):
            deploy(database, tree)
            FirmInCore(made_up_firm()).load(database)
        yield embedded, server


def printed(value):
    """A value as it is compared: decimals by their digits without trailing zeros, which the reader never sees."""
    return value.normalize() if isinstance(value, Decimal) else value


def rows(database, view):
    return Counter(
        tuple(sorted((name, printed(value)) for name, value in row.items() if not name.endswith("_at_utc")))
        for row in database.rows(f"SELECT v.* FROM {view} AS v")
    )


@pytest.mark.server
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_has_the_same_rows_on_both_engines(both, view):
    embedded, server = (rows(database, view) for database in both)
    assert embedded - server == Counter()
    assert server - embedded == Counter()
