"""Tables of “Runs & data”."""

from dashboard.queries import runs_data as queries
from dashboard.tables import Column, Table, register_table

RUNS = register_table(
    Table(
        "runs",
        "Runs",
        (
            Column("run_id", "Run", "number", 80),
            Column("run_kind", "Kind", "text", 110),
            Column("status", "Status", "status", 112),
            Column("iso_week", "ISO week", "text", 110),
            Column("as_of_date", "As of", "date", 110),
            Column("batch_id", "Batch", "number", 70),
            Column("requested_by", "Asked for by", "text", 110),
            Column("started_at_utc", "Started (UTC)", "moment", 140),
            Column("published_at_utc", "Published (UTC)", "moment", 140),
        ),
        lambda reader, _query: queries.runs(reader),
    )
)
FILES = register_table(
    Table(
        "files",
        "Files loaded",
        (
            Column("batch_id", "Batch", "number", 68),
            Column("file_name", "File", "text", 226),
            Column("entity", "Kind", "text", 158),
            Column("status", "Status", "status", 112),
            Column("physical_record_count", "Records", "number", 86),
            Column("inserted_count", "Inserted", "number", 86),
            Column("updated_count", "Updated", "number", 86),
            Column("quarantined_count", "Set aside", "number", 92),
            Column("unchanged_count", "Unchanged", "number", 106),
            Column("superseded_count", "Superseded", "number", 108),
            Column("hours_in", "Hours in", "hours", 88),
            Column("hours_loaded", "Hours loaded", "hours", 88),
            Column("reason", "Reason", "text", 160),
        ),
        lambda reader, _query: queries.files(reader),
    )
)
QUARANTINE = register_table(
    Table(
        "quarantine",
        "Rows set aside",
        (
            Column("outcome", "State", "status", 115),
            Column("file_name", "File", "text", 176),
            Column("line_number", "Line", "number", 62),
            Column("column_name", "Column", "text", 132),
            Column("reason_code", "Reason", "text", 140),
            Column("message", "What was found, and what to do", "long_text", 330),
            Column("batch_id", "Batch", "number", 64),
        ),
        lambda reader, _query: queries.quarantine(reader),
    )
)
ALERTS = register_table(
    Table(
        "alerts",
        "Open alerts",
        (
            Column("severity", "Severity", "status", 120),
            Column("alert_code", "Alert", "text", 150),
            Column("subject_source_id", "About", "text", 110),
            Column("message", "Message", "long_text", 460),
            Column("raised_at_utc", "Raised (UTC)", "moment", 140),
        ),
        lambda reader, _query: queries.alerts(reader),
    )
)
REASON_COLUMNS = (Column("entity", "Kind"), Column("reason_code", "Reason"), Column("row_count", "Rows", "number"))
