"""Tables of “Staffing plan”."""

from dashboard.auth.reader import Reader
from dashboard.page_registry import Query
from dashboard.queries import staffing_plan as queries
from dashboard.queries.runs import newest_run
from dashboard.tables import Column, Row, Table, register_table

CHANGED_HOURS = 0.005
NOT_PLANNED = "Not part of the recommended plan."
WEEK_COLUMNS = (
    Column("employee_name", "Person"),
    Column("week_start_date", "Week", "date"),
    Column("current_hours", "Now (h)", "hours"),
    Column("recommended_hours", "Recommended (h)", "hours"),
    Column("change_hours", "Change (h)", "hours"),
)
OUTCOME_COLUMNS = (
    Column("engagement_name", "Engagement"),
    Column("spi_before", "SPI without", "ratio"),
    Column("spi_after", "SPI with the plan", "ratio"),
    Column("recommended_hours", "Hours", "hours"),
    Column("sentence", "In words"),
)


def assignments(reader: Reader, query: Query) -> list[Row]:
    """The newest plan by person and phase; only what changes, unless the query says `show=all`."""
    run_id = newest_run(reader, "staffing")
    if run_id is None:
        return []
    decided = {(row["employee_id"], row["phase_id"]): row["decision_kind"] for row in queries.decisions(reader)}
    rows = queries.assignments(
        reader, run_id=run_id, engagement=query.get("engagement"), practice=query.get("practice")
    )
    for row in rows:
        row["change_hours"] = row["recommended_hours"] - row["current_hours"]
        row["change"] = change_word(row)
        row["sentence"] = row["sentence"] or NOT_PLANNED
        row["decision"] = decided.get((row["employee_id"], row["phase_id"]))
        row["row_id"] = f"{row['employee_id']}-{row['phase_id']}"
        row["href"] = f"/engagement?engagement={row['engagement_source_id']}"
    return [row for row in rows if row["change"] != "Same" or query.get("show") == "all"]


def violations(reader: Reader, query: Query) -> list[Row]:
    """The rules that the newest plan bends."""
    run_id = newest_run(reader, "staffing")
    return queries.violations(reader, run_id=run_id, engagement=query.get("engagement")) if run_id else []


def change_word(row: Row) -> str:
    """What the plan does to an assignment, in a word."""
    change = row["recommended_hours"] - row["current_hours"]
    if abs(change) < CHANGED_HOURS:
        return "Same"
    if row["current_hours"] < CHANGED_HOURS:
        return "New"
    if row["recommended_hours"] < CHANGED_HOURS:
        return "Off"
    return "More" if change > 0 else "Less"


ASSIGNMENTS = register_table(
    Table(
        "assignments",
        "Recommended assignments",
        (
            Column("employee_name", "Person", "text", 120),
            Column("engagement_name", "Engagement", "link", 140),
            Column("phase_name", "Phase", "text", 100),
            Column("change", "Change", "status", 95),
            Column("current_hours", "Now (h)", "hours", 76),
            Column("recommended_hours", "Planned (h)", "hours", 84),
            Column("decision", "Decision", "text", 84),
            Column("sentence", "Why", "long_text", 280),
        ),
        assignments,
    )
)
VIOLATIONS = register_table(
    Table(
        "violations",
        "Rules that the plan bends",
        (
            Column("rule_code", "Rule", "text", 66),
            Column("engagement_name", "Engagement", "text", 140),
            Column("employee_name", "Person", "text", 120),
            Column("week_start_date", "Week", "date", 100),
            Column("violation_amount", "By", "ratio", 70),
            Column("unit", "Unit", "text", 80),
            Column("sentence", "What is bent", "long_text", 230),
            Column("repair_sentence", "What would mend it", "long_text", 230),
        ),
        violations,
    )
)
