"""The firm that queries are measured on: 500 people, five years; built once and kept in var/bench."""

import json
import shutil
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.child import HERE, in_child
from demo.build import write_firm
from demo.firm import Firm

EMPLOYEES, MONTHS = 500, 60
FOLDER = HERE / "var" / "bench" / f"firm-{EMPLOYEES}x{MONTHS}"
DATABASE, BUILT = FOLDER / "prop.duckdb", FOLDER / "built.json"
# Practices before the people who belong to them, and people before their hours, as in `prop demo`.
LOADS = (
    ("salesforce", "salesforce/pse__Practice__c.csv"),
    ("hr", "hr"),
    ("salesforce", "salesforce"),
    ("portfolio", "portfolio"),
)


def built_firm() -> list[dict[str, Any]]:
    """What each load of the firm took; loads it where it is not there yet.

    Remove ``var/bench`` to build it again, as after a change of the schema or of the loader.
    """
    if not BUILT.exists():
        shutil.rmtree(FOLDER, ignore_errors=True)
        write_firm(FOLDER / "extracts", Firm(EMPLOYEES, MONTHS))
        in_child(deploy_empty)
        loads = [{"name": name, **_loaded(source, name)} for source, name in LOADS]
        BUILT.write_text(json.dumps(loads, indent=1), encoding="utf-8")
    answer: list[dict[str, Any]] = json.loads(BUILT.read_text(encoding="utf-8"))
    return answer


def deploy_empty() -> None:
    """The schema, without rows."""
    from sql.deployment.deploy import deploy  # noqa: PLC0415 (only the child pays for it)
    from sql.engine import open_database  # noqa: PLC0415

    with closing(open_database(f"duckdb:///{DATABASE}")) as database:
        deploy(database)


def load_part(source: str, path: str) -> tuple[float, int]:
    """Load one part of the firm; seconds and rows."""
    from etl.load import load  # noqa: PLC0415
    from sql.engine import open_database  # noqa: PLC0415

    with closing(open_database(f"duckdb:///{DATABASE}")) as database:
        start = time.perf_counter()
        report = load(database, [Path(path)], source=source, as_of=Firm().as_of)
        return time.perf_counter() - start, sum(outcome.rows_in for outcome in report.files)


def _loaded(source: str, name: str) -> dict[str, float]:
    taken = in_child(load_part, source=source, path=str(FOLDER / "extracts" / name))
    seconds, rows = taken.answer
    return {
        "seconds": seconds,
        "rows": rows,
        "cpu_seconds": taken.cpu_seconds,
        "peak_megabytes": taken.peak_megabytes,
    }
