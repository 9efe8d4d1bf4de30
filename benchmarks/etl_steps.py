"""What the processes of the ETL benchmark do; each is called in a process of its own."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

SOURCE = "kpmg_case"


def deploy_and_load(database: str, masters: str) -> None:
    """A new database with the firm's clients, people, engagements and phases."""
    from sql.deployment.deploy import deploy  # noqa: PLC0415 (each process imports what it measures)
    from sql.engine import open_database  # noqa: PLC0415

    with closing(open_database(database)) as opened:
        deploy(opened)
    load_files(database, masters)


def load_files(database: str, folder: str) -> dict[str, Any]:
    """The load as `prop load` does it."""
    from etl.load import load  # noqa: PLC0415
    from sql.engine import open_database  # noqa: PLC0415

    with closing(open_database(database)) as opened:
        start = time.perf_counter()
        report = load(opened, [Path(folder)], source=SOURCE)
        seconds = time.perf_counter() - start
    counts = [outcome.counts for outcome in report.files]
    loaded = sum(count["inserted"] + count["updated"] for count in counts)
    return {"seconds": seconds, "status": report.status, "loaded": loaded}


def read_files(folder: str) -> dict[str, Any]:
    """Reading and validation alone: every row in canonical text, none kept."""
    from etl.contract import load_contract  # noqa: PLC0415
    from etl.reading.extract import find_readings  # noqa: PLC0415

    start = time.perf_counter()
    readings = find_readings([Path(folder)], load_contract(SOURCE))
    rows = sum(batch.rows.num_rows for reading in readings for batch in reading.batches())
    return {"seconds": time.perf_counter() - start, "loaded": rows, "status": "read"}


def load_with_pandas(folder: str) -> dict[str, Any]:
    """The naive peer: read_csv guesses the types, to_sql inserts; no check, no trail, no weekly facts."""
    import pandas as pd  # noqa: PLC0415

    target = Path(folder).parent / "peer.sqlite"
    target.unlink(missing_ok=True)
    start = time.perf_counter()
    frame = pd.concat([pd.read_csv(path) for path in sorted(Path(folder).glob("*.csv"))])
    with closing(sqlite3.connect(target)) as connection:
        frame.to_sql("timesheets", connection, index=False, chunksize=10_000)
        connection.commit()
    return {"seconds": time.perf_counter() - start, "loaded": len(frame), "status": "loaded"}
