"""What the processes of the bulk benchmark do; each is called in a process of its own."""

import time
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa

STAGE = Path(__file__).resolve().parent.parent / "sql/migrations/0001_first_schema/stg.timesheets.table.sql"
SOURCE = "kpmg_case"


def make_stage(database: str) -> None:
    """An empty stage for timesheets."""
    from sql.engine import open_database  # noqa: PLC0415 (each process imports what it measures)

    with closing(open_database(database)) as opened, opened.transaction() as transaction:
        transaction.run_script("CREATE SCHEMA stg;\nGO\n" + STAGE.read_text(encoding="utf-8"))


def send(database: str, folder: str) -> dict[str, Any]:
    """Read the timesheets of a folder, then send them; reading is not counted. The stage is emptied at the end."""
    from sql.engine import open_database  # noqa: PLC0415

    rows = read_rows(folder)
    with closing(open_database(database)) as opened:
        opened.scalar("SELECT 1 AS one")
        start = time.perf_counter()
        with opened.transaction() as transaction:
            sent = transaction.insert_arrow("stg.timesheets", rows)
        seconds = time.perf_counter() - start
        with opened.transaction() as transaction:
            transaction.execute("DELETE FROM stg.timesheets")
    return {"seconds": seconds, "rows": sent}


def read_rows(folder: str) -> pa.RecordBatchReader:
    """Validated rows as the load stages them, under batch 1 and file 1."""
    from etl.contract import load_contract  # noqa: PLC0415
    from etl.reading.extract import find_readings  # noqa: PLC0415

    readings = find_readings([Path(folder)], load_contract(SOURCE))
    timesheets = next(reading for reading in readings if reading.entity == "timesheets")
    batches = [batch.rows for batch in timesheets.batches()]
    keys = [pa.field("batch_id", pa.int32()), pa.field("file_id", pa.int32())]
    schema = pa.schema(chain(keys, batches[0].schema))
    ones = (pa.repeat(pa.scalar(1, pa.int32()), batch.num_rows) for batch in batches)
    parts = [
        pa.RecordBatch.from_arrays([one, one, *batch.columns], schema=schema)
        for one, batch in zip(ones, batches, strict=True)
    ]
    return pa.RecordBatchReader.from_batches(schema, parts)
