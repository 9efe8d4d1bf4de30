"""Tables of “Staffing plan” beside the plan: alternatives, hires, missing people, and what more would be worth."""

from dashboard.auth.reader import Reader
from dashboard.page_registry import Query
from dashboard.queries import staffing_answers as queries
from dashboard.queries.runs import newest_run
from dashboard.tables import Column, Row, Table, register_table


def alternatives(reader: Reader, query: Query) -> list[Row]:
    """Up to three other ways for each booking of the newest plan, the best first."""
    run_id = newest_run(reader, "staffing")
    return queries.alternatives(reader, run_id=run_id, engagement=query.get("engagement")) if run_id else []


def hires(reader: Reader, query: Query) -> list[Row]:
    """Whom the newest plan wants to hire."""
    run_id = newest_run(reader, "staffing")
    return queries.hires(reader, run_id=run_id, practice=query.get("practice")) if run_id else []


def shortages(reader: Reader, query: Query) -> list[Row]:
    """Where the newest plan is short of people."""
    run_id = newest_run(reader, "staffing")
    return queries.shortages(reader, run_id=run_id, practice=query.get("practice")) if run_id else []


def worths(reader: Reader, _query: Query) -> list[Row]:
    """What more would be worth; nothing for readers of a part of the firm."""
    run_id = newest_run(reader, "staffing")
    return queries.worths(reader, run_id=run_id) if run_id and reader.has_all_scope else []


ALTERNATIVES = register_table(
    Table(
        "alternatives",
        "Alternatives to each booking",
        (
            Column("employee_name", "Person", "text", 120),
            Column("engagement_name", "Engagement", "text", 130),
            Column("phase_name", "Phase", "text", 100),
            Column("rank_number", "Rank", "number", 70),
            Column("regret_points", "Costs (milli-points)", "hours", 110),
            Column("regret_amount", "As much as", "money", 100),
            Column("currency", "Currency", "text", 84),
            Column("sentence", "What instead", "long_text", 300),
        ),
        alternatives,
    )
)
HIRES = register_table(
    Table(
        "hires",
        "Whom to hire",
        (
            Column("practice_name", "Practice", "text", 120),
            Column("staff_level_name", "Level", "text", 120),
            Column("start_date", "From", "date", 100),
            Column("head_count", "People", "number", 76),
            Column("monthly_cost_amount", "A month", "money", 100),
            Column("currency", "Currency", "text", 84),
            Column("sentence", "Why", "long_text", 300),
        ),
        hires,
    )
)
SHORTAGES = register_table(
    Table(
        "shortages",
        "Hours that nobody covers",
        (
            Column("practice_name", "Practice", "text", 120),
            Column("staff_level_name", "Level", "text", 120),
            Column("week_start_date", "Week", "date", 100),
            Column("demand_hours", "Wanted (h)", "hours", 90),
            Column("planned_hours", "Planned (h)", "hours", 90),
            Column("unmet_hours", "Missing (h)", "hours", 90),
            Column("missing_head_count", "People", "ratio", 76),
        ),
        shortages,
    )
)
WORTHS = register_table(
    Table(
        "worths",
        "What more would be worth",
        (Column("question", "Question", "text", 150), Column("sentence", "Answer", "long_text", 400)),
        worths,
    )
)
