"""Initiatives and funding: what asks for money, under which limits, and what earlier money returned."""

from etl.publish.entity import Column, Entity

_IS_DELETED = Column("is_deleted", "bit", "0")
_CURRENCY = Column("currency", "char(3)")

INITIATIVES = Entity(
    name="initiatives",
    id_column="initiative_id",
    key=("source_system", "initiative_source_id"),
    columns=(
        Column("initiative_source_id", "nvarchar(100)"),
        Column("initiative_name", "nvarchar(200)"),
        Column("funding_source", "nvarchar(100)"),
        Column("driver", "nvarchar(100)"),
        Column("impact", "nvarchar(60)"),
        Column("user_rank", "smallint"),
        Column("budget_amount", "decimal(19,4)", "0"),
        _CURRENCY,
        Column("effort_man_months", "decimal(19,6)"),
        Column("start_month_date", "date"),
        Column("end_month_date", "date"),
        Column("required_skills", "nvarchar(2000)"),
        Column("team", "nvarchar(100)"),
        Column("sub_team", "nvarchar(100)"),
        Column("pod", "nvarchar(100)"),
        Column("maximum_share_ratio", "decimal(19,6)"),
        Column("predecessor_source_id", "nvarchar(100)"),
        _IS_DELETED,
    ),
)

FUNDING_REQUESTS = Entity(
    name="funding_requests",
    id_column="funding_request_id",
    key=("source_system", "funding_request_source_id"),
    columns=(
        Column("funding_request_source_id", "nvarchar(100)"),
        Column("service_line", "nvarchar(200)"),
        Column("service_group", "nvarchar(100)"),
        Column("requested_amount", "decimal(19,4)"),
        Column("minimum_viable_amount", "decimal(19,4)", "0"),
        _CURRENCY,
        Column("expected_roi_ratio", "decimal(19,6)"),
        Column("strategic_priority", "smallint", "1"),
        Column("success_probability_ratio", "decimal(19,6)", "1"),
        Column("rationale", "nvarchar(2000)"),
        _IS_DELETED,
    ),
)

FUNDING_CONSTRAINTS = Entity(
    name="funding_constraints",
    id_column="funding_constraint_id",
    key=("source_system", "constraint_code", "subject"),
    columns=(
        Column("constraint_code", "nvarchar(60)"),
        Column("subject", "nvarchar(400)", "''"),
        Column("limit_value", "decimal(19,4)"),
        Column("unit", "nvarchar(40)", "''"),
        Column("description", "nvarchar(400)"),
        _IS_DELETED,
    ),
)

ROI_HISTORY = Entity(
    name="roi_history",
    key=("source_system", "calendar_year", "service_line"),
    columns=(
        Column("calendar_year", "smallint"),
        Column("service_line", "nvarchar(200)"),
        Column("invested_amount", "decimal(19,4)"),
        Column("revenue_amount", "decimal(19,4)"),
        _CURRENCY,
        Column("delivered_count", "int"),
    ),
)
