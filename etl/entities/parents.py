"""How a staged row finds the rows it belongs to. Systems meet through identities, never through likeness."""

from etl.publish.entity import Parent


def _found_by_identity(table: str, column: str, alias: str, id_column: str) -> tuple[str, str]:
    """Join by the source's own key first, then by the firm-wide name kept under the system ``*``."""
    join = (
        f"LEFT JOIN core.{table} AS {alias} ON {alias}.source_system = :source_system "
        f"AND {alias}.identity_source_id = s.{column} "
        f"LEFT JOIN core.{table} AS {alias}_any ON {alias}_any.source_system = '*' "
        f"AND {alias}_any.identity_source_id = s.{column}"
    )
    return join, f"COALESCE({alias}.{id_column}, {alias}_any.{id_column})"


def practice(*, is_required: bool) -> Parent:
    """The practice, by the source's key or by its name."""
    join, found = _found_by_identity("practice_identities", "practice_source_id", "practice", "practice_id")
    blank = "" if is_required else "s.practice_source_id IS NOT NULL AND "
    return Parent("practice", "practice_source_id", join, {"practice_id": found}, f"{blank}{found} IS NULL")


def employee(*, is_required: bool = True) -> Parent:
    """The employee, by the source's own key or through the crosswalk."""
    join, found = _found_by_identity("employee_identities", "employee_source_id", "employee", "employee_id")
    blank = "" if is_required else "s.employee_source_id IS NOT NULL AND "
    return Parent("employee", "employee_source_id", join, {"employee_id": found}, f"{blank}{found} IS NULL")


def staff_level(*, is_required: bool) -> Parent:
    """The level; levels are declared in the extract's contract."""
    blank = "" if is_required else "s.staff_level_code IS NOT NULL AND "
    return Parent(
        "staff level",
        "staff_level_code",
        "LEFT JOIN core.staff_levels AS staff_level ON staff_level.staff_level_code = s.staff_level_code",
        {"staff_level_id": "staff_level.staff_level_id"},
        f"{blank}staff_level.staff_level_id IS NULL",
    )


LOCATION = Parent(
    "location",
    "location_code",
    "LEFT JOIN core.locations AS location ON location.location_code = s.location_code",
    {"location_id": "location.location_id"},
    "s.location_code IS NOT NULL AND location.location_id IS NULL",
)

CLIENT = Parent(
    "client",
    "client_source_id",
    "LEFT JOIN core.clients AS client ON client.source_system = :source_system "
    "AND client.client_source_id = s.client_source_id",
    {"client_id": "client.client_id"},
    "client.client_id IS NULL",
)

_ENGAGEMENT_JOIN = (
    "LEFT JOIN core.engagements AS engagement ON engagement.source_system = :source_system "
    "AND engagement.engagement_source_id = s.engagement_source_id"
)

ENGAGEMENT = Parent(
    "engagement",
    "engagement_source_id",
    _ENGAGEMENT_JOIN,
    {"engagement_id": "engagement.engagement_id"},
    "engagement.engagement_id IS NULL",
)

PHASE = Parent(
    "phase",
    "phase_source_id",
    f"{_ENGAGEMENT_JOIN} LEFT JOIN core.phases AS phase ON phase.engagement_id = engagement.engagement_id "
    "AND phase.phase_source_id = s.phase_source_id",
    {"phase_id": "phase.phase_id"},
    "phase.phase_id IS NULL",
)

SKILL = Parent(
    "skill",
    "skill_code",
    "LEFT JOIN core.skills AS skill ON skill.skill_code = s.skill_code",
    {"skill_id": "skill.skill_id"},
    "skill.skill_id IS NULL",
)
