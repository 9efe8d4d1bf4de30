"""Every view of core, ops and kpi has the same rows on both engines, to the last printed digit."""

from collections import Counter
from collections.abc import Callable

import pytest

from sql.files import SqlTree
from tests.kpi.conftest import Loaded

VIEWS = [
    file.object_name
    for file in SqlTree().build_order()
    if file.object_type == "view" and file.object_name.partition(".")[0] in {"core", "kpi", "ops"}
]


@pytest.mark.server
@pytest.mark.parametrize("view", VIEWS)
def test_the_rows_of_a_view(view: str, load_once: Callable[[str, str], Loaded]) -> None:
    rows = [
        Counter(
            tuple((name, str(value)) for name, value in row.items() if not name.endswith("_at_utc"))
            for row in load_once("made_up", engine).database.rows(f"SELECT v.* FROM {view} AS v")
        )
        for engine in ("duckdb", "sqlserver")
    ]
    assert rows[0] == rows[1]
