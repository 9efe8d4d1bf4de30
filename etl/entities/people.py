"""Practices, employees, their contracts, absences, skills and rates."""

from etl.entities import parents
from etl.publish.entity import Column, Entity, Parent, Touch

_FLAG_OFF = "0"
_WEEKS_WORKED = Touch.worked_weeks("w.employee_id = t.employee_id")
_ALL_CAPACITY_WEEKS = Touch("capacity_week")

PRACTICES = Entity(
    name="practices",
    id_column="practice_id",
    key=("source_system", "practice_source_id"),
    columns=(
        Column("practice_source_id", "nvarchar(100)"),
        Column("practice_name", "nvarchar(200)"),
        Column("description", "nvarchar(400)"),
    ),
    after=(
        """
        INSERT INTO core.practice_identities (source_system, identity_source_id, practice_id, batch_id)
        SELECT p.source_system, p.practice_source_id, p.practice_id, p.batch_id
        FROM core.practices AS p
        WHERE p.batch_id = :batch_id AND NOT EXISTS (
            SELECT 1 FROM core.practice_identities AS i
            WHERE i.source_system = p.source_system AND i.identity_source_id = p.practice_source_id)
        """,
        """
        INSERT INTO core.practice_identities (source_system, identity_source_id, practice_id, batch_id)
        SELECT '*', p.practice_name, MIN(p.practice_id), :batch_id
        FROM core.practices AS p
        WHERE NOT EXISTS (
            SELECT 1 FROM core.practice_identities AS i
            WHERE i.source_system = '*' AND i.identity_source_id = p.practice_name)
        GROUP BY p.practice_name
        """,
    ),
)

_ORG_UNIT = Parent(
    "org unit",
    "team",
    "LEFT JOIN core.org_units AS org_unit ON org_unit.team = s.team "
    "AND org_unit.sub_team = COALESCE(s.sub_team, '') AND org_unit.pod = COALESCE(s.pod, '')",
    {"org_unit_id": "org_unit.org_unit_id"},
    "s.team IS NOT NULL AND org_unit.org_unit_id IS NULL",
)

EMPLOYEES = Entity(
    name="employees",
    id_column="employee_id",
    key=("source_system", "employee_source_id"),
    columns=(
        Column("employee_source_id", "nvarchar(100)"),
        Column("employee_name", "nvarchar(200)"),
        Column("is_external", "bit", _FLAG_OFF),
        Column("hire_date", "date"),
        Column("termination_date", "date"),
        Column("monthly_cost_amount", "decimal(19,4)"),
        Column("currency", "char(3)"),
        Column("email", "nvarchar(200)"),
        Column("is_deleted", "bit", _FLAG_OFF),
    ),
    parents=(parents.practice(is_required=False), parents.staff_level(is_required=False), parents.LOCATION, _ORG_UNIT),
    own_columns=("is_external_estimated",),
    touches=(_WEEKS_WORKED, _ALL_CAPACITY_WEEKS),
    before=(
        """
        INSERT INTO core.org_units (org_unit_id, team, sub_team, pod, batch_id)
        SELECT
            ROW_NUMBER() OVER (ORDER BY u.team, u.sub_team, u.pod)
                + (SELECT COALESCE(MAX(o.org_unit_id), 0) FROM core.org_units AS o),
            u.team, u.sub_team, u.pod, :batch_id
        FROM (
            SELECT DISTINCT
                CAST(s.team AS nvarchar(100)) AS team,
                CAST(COALESCE(s.sub_team, '') AS nvarchar(100)) AS sub_team,
                CAST(COALESCE(s.pod, '') AS nvarchar(100)) AS pod
            FROM stg.employees AS s
            WHERE s.batch_id = :batch_id AND s.team IS NOT NULL
        ) AS u
        WHERE NOT EXISTS (
            SELECT 1 FROM core.org_units AS o WHERE o.team = u.team AND o.sub_team = u.sub_team AND o.pod = u.pod)
        """,
    ),
    after=(
        """
        INSERT INTO core.employee_identities (source_system, identity_source_id, employee_id, batch_id)
        SELECT e.source_system, e.employee_source_id, e.employee_id, e.batch_id
        FROM core.employees AS e
        WHERE e.batch_id = :batch_id AND NOT EXISTS (
            SELECT 1 FROM core.employee_identities AS i
            WHERE i.source_system = e.source_system AND i.identity_source_id = e.employee_source_id)
        """,
    ),
)

EMPLOYEE_IDENTITIES = Entity(
    name="employee_identities",
    key=("source_system", "identity_source_id"),
    has_row_hash=False,
    columns=(Column("identity_source_id", "nvarchar(100)"),),
    parents=(
        Parent(
            "employee",
            "employee_source_id",
            "LEFT JOIN (SELECT e.employee_source_id, MIN(e.employee_id) AS employee_id FROM core.employees AS e "
            "GROUP BY e.employee_source_id HAVING COUNT(*) = 1) AS employee "
            "ON employee.employee_source_id = s.employee_source_id",
            {"employee_id": "employee.employee_id"},
            "employee.employee_id IS NULL",
        ),
    ),
)

EMPLOYMENT = Entity(
    name="employment",
    key=("employee_id", "effective_from"),
    columns=(
        Column("effective_from", "date"),
        Column("effective_to", "date"),
        Column("contracted_hours", "decimal(9,2)"),
    ),
    parents=(parents.employee(), parents.practice(is_required=False), parents.staff_level(is_required=False)),
    touches=(_WEEKS_WORKED, _ALL_CAPACITY_WEEKS),
)

HOLIDAYS = Entity(
    name="holidays",
    key=("location_id", "holiday_date"),
    has_row_hash=False,
    columns=(Column("holiday_date", "date"), Column("holiday_name", "nvarchar(200)")),
    parents=(parents.LOCATION,),
    touches=(_ALL_CAPACITY_WEEKS,),
)

VACATIONS = Entity(
    name="vacations",
    id_column="vacation_id",
    key=("source_system", "vacation_source_id"),
    columns=(
        Column("vacation_source_id", "nvarchar(100)"),
        Column("start_date", "date"),
        Column("end_date", "date"),
        Column("hours_per_day", "decimal(9,2)"),
        Column("vacation_kind", "nvarchar(60)"),
        Column("is_approved", "bit", "1"),
        Column("is_deleted", "bit", _FLAG_OFF),
    ),
    parents=(parents.employee(),),
    has_modified_at=True,
    touches=(Touch("capacity_week", "c.calendar_date BETWEEN t.start_date AND t.end_date"),),
)

EMPLOYEE_SKILLS = Entity(
    name="employee_skills",
    key=("employee_id", "skill_id"),
    columns=(Column("skill_kind", "nvarchar(20)", "'technical'"), Column("proficiency_level", "smallint")),
    parents=(parents.employee(), parents.SKILL),
    before=(
        """
        INSERT INTO core.skills (skill_id, skill_code, skill_name, batch_id)
        SELECT
            ROW_NUMBER() OVER (ORDER BY n.skill_code) + (SELECT COALESCE(MAX(k.skill_id), 0) FROM core.skills AS k),
            n.skill_code, n.skill_name, :batch_id
        FROM (
            SELECT
                CAST(s.skill_code AS nvarchar(60)) AS skill_code,
                MIN(CAST(COALESCE(s.skill_name, s.skill_code) AS nvarchar(200))) AS skill_name
            FROM stg.employee_skills AS s
            WHERE s.batch_id = :batch_id
            GROUP BY CAST(s.skill_code AS nvarchar(60))
        ) AS n
        WHERE NOT EXISTS (SELECT 1 FROM core.skills AS k WHERE k.skill_code = n.skill_code)
        """,
    ),
)

RATE_CARDS = Entity(
    name="rate_cards",
    id_column="rate_card_id",
    key=("practice_id", "staff_level_id", "effective_from"),
    columns=(
        Column("effective_from", "date"),
        Column("standard_rate_per_hour", "decimal(19,4)"),
        Column("currency", "char(3)"),
    ),
    parents=(parents.practice(is_required=True), parents.staff_level(is_required=True)),
    touches=(Touch("timesheet_week"),),
)
