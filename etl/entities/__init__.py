"""The entities that extracts feed, in the order in which they are published: parents first."""

from etl.entities import money, people, quality, work
from etl.publish.entity import Entity

ENTITIES: tuple[Entity, ...] = (
    work.CLIENTS,
    people.PRACTICES,
    people.EMPLOYEES,
    people.EMPLOYEE_IDENTITIES,
    people.EMPLOYMENT,
    people.HOLIDAYS,
    people.VACATIONS,
    people.EMPLOYEE_SKILLS,
    people.RATE_CARDS,
    work.ENGAGEMENTS,
    work.ENGAGEMENT_RATES,
    work.PHASES,
    work.PHASE_PROGRESS,
    work.PHASE_SKILLS,
    work.STAFFING_TARGETS,
    work.ASSIGNMENTS,
    work.TIMESHEETS,
    money.INITIATIVES,
    money.FUNDING_REQUESTS,
    money.FUNDING_CONSTRAINTS,
    money.ROI_HISTORY,
    quality.QUALITY_OBSERVATIONS,
    quality.DEFECTS,
)

BY_NAME: dict[str, Entity] = {entity.name: entity for entity in ENTITIES}
