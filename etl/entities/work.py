"""Clients, engagements, phases, and the hours planned and worked on them."""

from etl.entities import parents
from etl.entities.doubts import LONE_REVERSAL, OTHER_CLIENT, TIME_ON_LEAVE, TIME_OUTSIDE_EMPLOYMENT
from etl.publish.entity import Column, Entity, Touch

_IS_DELETED = Column("is_deleted", "bit", "0")
_CURRENCY = Column("currency", "char(3)")
_RECOGNIZED_DATE = "CASE WHEN t.entry_date > t.work_date THEN t.entry_date ELSE t.work_date END"

CLIENTS = Entity(
    name="clients",
    id_column="client_id",
    key=("source_system", "client_source_id"),
    columns=(Column("client_source_id", "nvarchar(100)"), Column("client_name", "nvarchar(200)"), _IS_DELETED),
)

ENGAGEMENTS = Entity(
    name="engagements",
    id_column="engagement_id",
    key=("source_system", "engagement_source_id"),
    columns=(
        Column("engagement_source_id", "nvarchar(100)"),
        Column("engagement_name", "nvarchar(200)"),
        Column("engagement_status", "nvarchar(20)", "'active'"),
        Column("is_billable", "bit", "1"),
        Column("start_date", "date"),
        Column("end_date", "date"),
        Column("actual_end_date", "date"),
        Column("strategic_weight", "decimal(19,6)", "1"),
        Column("risk_coefficient", "decimal(19,6)", "1"),
        Column("win_probability_ratio", "decimal(19,6)", "1"),
        Column("partner_name", "nvarchar(200)"),
        _CURRENCY,
        _IS_DELETED,
    ),
    parents=(parents.CLIENT, parents.practice(is_required=False)),
    touches=(Touch.worked_weeks("p.engagement_id = t.engagement_id"),),
)

ENGAGEMENT_RATES = Entity(
    name="engagement_rates",
    key=("engagement_id", "employee_id", "effective_from"),
    columns=(
        Column("effective_from", "date", "'19000101'"),
        Column("charge_out_rate_per_hour", "decimal(19,4)"),
        Column("standard_rate_per_hour", "decimal(19,4)"),
        _CURRENCY,
    ),
    parents=(parents.ENGAGEMENT, parents.employee()),
    touches=(Touch.worked_weeks("p.engagement_id = t.engagement_id AND w.employee_id = t.employee_id"),),
)

PHASES = Entity(
    name="phases",
    id_column="phase_id",
    key=("engagement_id", "phase_source_id"),
    keeps_source=True,
    columns=(
        Column("phase_source_id", "nvarchar(100)"),
        Column("phase_name", "nvarchar(200)"),
        Column("bac_amount", "decimal(19,4)"),
        _CURRENCY,
        Column("planned_hours", "decimal(9,2)"),
        Column("baseline_start_date", "date"),
        Column("baseline_end_date", "date"),
        Column("actual_end_date", "date"),
        Column("schedule_baseline", "nvarchar(20)"),
        Column("ev_method", "nvarchar(20)"),
        _IS_DELETED,
    ),
    parents=(parents.ENGAGEMENT,),
)

PHASE_PROGRESS = Entity(
    name="phase_progress",
    key=("phase_id", "reported_date"),
    columns=(
        Column("reported_date", "date"),
        Column("progress_ratio", "decimal(19,6)"),
        Column("remaining_hours", "decimal(9,2)"),
    ),
    parents=(parents.PHASE,),
)

PHASE_SKILLS = Entity(
    name="phase_skills",
    key=("phase_id", "skill_id"),
    columns=(Column("minimum_proficiency_level", "smallint", "1"), Column("is_mandatory", "bit", "1")),
    parents=(parents.PHASE, parents.SKILL),
)

STAFFING_TARGETS = Entity(
    name="staffing_targets",
    key=("engagement_id", "practice_id", "staff_level_id"),
    columns=(Column("target_ratio", "decimal(19,6)"),),
    parents=(parents.ENGAGEMENT, parents.practice(is_required=True), parents.staff_level(is_required=True)),
)

ASSIGNMENTS = Entity(
    name="assignments",
    id_column="assignment_id",
    key=("source_system", "assignment_source_id", "week_start_date"),
    columns=(
        Column("assignment_source_id", "nvarchar(100)"),
        Column("week_start_date", "date"),
        Column("planned_hours", "decimal(9,2)"),
        _IS_DELETED,
    ),
    parents=(parents.PHASE, parents.employee()),
    group_column="assignment_source_id",
    zero_column="planned_hours",
    is_numbered_as_read=True,
    is_compared_by_hash=True,
    has_modified_at=True,
    doubts=(OTHER_CLIENT,),
    touches=(Touch("assignment_week", "c.calendar_date = t.week_start_date"),),
)

TIMESHEETS = Entity(
    name="timesheets",
    id_column="timesheet_id",
    key=("source_system", "timesheet_source_id"),
    columns=(
        Column("timesheet_source_id", "nvarchar(100)"),
        Column("work_date", "date"),
        Column("entry_date", "date"),
        Column("posting_date", "date"),
        Column("hours", "decimal(9,2)"),
        Column("charge_out_rate_per_hour", "decimal(19,4)"),
        Column("standard_price_amount", "decimal(19,4)"),
        Column("surcharge_amount", "decimal(19,4)", "0"),
        _CURRENCY,
        Column("is_billable", "bit", "1"),
        _IS_DELETED,
    ),
    parents=(parents.PHASE, parents.employee(), parents.staff_level(is_required=False)),
    zero_column="hours",
    is_numbered_as_read=True,
    is_compared_by_hash=True,
    has_modified_at=True,
    conflicts_take_record=True,
    doubts=(OTHER_CLIENT, LONE_REVERSAL, TIME_ON_LEAVE, TIME_OUTSIDE_EMPLOYMENT),
    touches=(Touch("timesheet_week", f"c.calendar_date = {_RECOGNIZED_DATE}"),),
)
