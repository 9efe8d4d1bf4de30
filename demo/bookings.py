"""Salesforce PSA: assignments and schedules, and the resource requests behind them."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from demo.crm import practice_id
from demo.engagements import Engagement, baseline_end, baseline_start
from demo.extract_file import Layout, Line
from demo.firm import CURRENCY, Firm
from demo.people import Person
from demo.plan import Assignment
from demo.records import RECORD, STAMPS, stamped
from demo.salesforce_id import record_id
from demo.skills import phase_requirement
from demo.wording import DAY_COLUMNS, day_columns, fixed

ASSIGNMENT = Layout(
    "salesforce/pse__Assignment__c.csv",
    (
        *RECORD, "Name", "pse__Resource__c", "pse__Project__c", "pse__Milestone__c", "pse__Schedule__c",
        "pse__Bill_Rate__c", "pse__Planned_Hours__c", "pse__Start_Date__c", "pse__End_Date__c", "pse__Status__c",
        "CurrencyIsoCode", *STAMPS,
    ),
    quotes_everything=True,
)  # fmt: skip
SCHEDULE = Layout(
    "salesforce/pse__Schedule__c.csv",
    (*RECORD, "pse__Start_Date__c", "pse__End_Date__c", *DAY_COLUMNS, *STAMPS),
    quotes_everything=True,
)
REQUEST = Layout(
    "salesforce/pse__Resource_Request__c.csv",
    (
        *RECORD, "pse__Project__c", "pse__Milestone__c", "pse__Practice__c", "pse__Practice__r.Name",
        "pse__Resource_Role__c", "Staffing_Ratio__c", "pse__Start_Date__c", "pse__End_Date__c", "pse__Status__c",
        "Required_Skills__c", *STAMPS,
    ),
    quotes_everything=True,
)  # fmt: skip

LEAD_DAYS = 21
TEAM_RATIOS = {
    "Partner": 0.04,
    "Senior Manager": 0.08,
    "Manager": 0.18,
    "Senior Consultant": 0.28,
    "Consultant": 0.26,
    "Analyst": 0.16,
}
PRACTICE_RATIOS = {1: (1.0,), 2: (0.7, 0.3)}


def assignment_lines(firm: Firm, everybody: list[Person], bookings: Iterable[Assignment]) -> Iterator[Line]:
    """One line per booking."""
    for ordinal, booking in enumerate(bookings):
        first, last = firm.monday(booking.first_week), firm.monday(booking.last_week) + timedelta(days=6)
        weeks = booking.last_week - booking.first_week + 1
        created = min(first, firm.as_of) - timedelta(days=LEAD_DAYS)
        yield Line(
            stamped("pse__Assignment__c", ordinal, created)
            | {
                "Name": f"{booking.engagement.name} - {everybody[booking.person].name}",
                "pse__Resource__c": everybody[booking.person].contact_id,
                "pse__Project__c": booking.engagement.project_id,
                "pse__Milestone__c": booking.phase.milestone_id,
                "pse__Schedule__c": record_id("pse__Schedule__c", ordinal),
                "pse__Bill_Rate__c": fixed(booking.rate_per_hour),
                "pse__Planned_Hours__c": fixed(weeks * sum(booking.day_hours)),
                "pse__Start_Date__c": first.isoformat(),
                "pse__End_Date__c": last.isoformat(),
                "pse__Status__c": "Closed" if booking.last_week < 0 else "Scheduled",
                "CurrencyIsoCode": CURRENCY,
            }
        )


def schedule_lines(firm: Firm, bookings: Iterable[Assignment]) -> Iterator[Line]:
    """One line per booking: the days of its weeks."""
    for ordinal, booking in enumerate(bookings):
        first, last = firm.monday(booking.first_week), firm.monday(booking.last_week) + timedelta(days=6)
        created = min(first, firm.as_of) - timedelta(days=LEAD_DAYS)
        yield Line(
            stamped("pse__Schedule__c", ordinal, created)
            | {"pse__Start_Date__c": first.isoformat(), "pse__End_Date__c": last.isoformat()}
            | day_columns(booking.day_hours)
        )


def request_lines(firm: Firm, all_engagements: list[Engagement]) -> Iterator[Line]:
    """One line per phase, practice and level that the engagement wants; the ratios of a phase sum to 1."""
    ordinal = 0
    for engagement in all_engagements:
        if engagement.story.is_internal:
            continue
        practices = engagement.story.practices
        for phase in engagement.phases:
            status = "Ready to Staff" if engagement.is_pipeline else "Assigned"
            created = min(baseline_start(firm, phase), firm.as_of) - timedelta(days=LEAD_DAYS)
            for practice, practice_ratio in zip(practices, PRACTICE_RATIOS[len(practices)], strict=True):
                for level, level_ratio in TEAM_RATIOS.items():
                    yield Line(
                        stamped("pse__Resource_Request__c", ordinal, created)
                        | {
                            "pse__Project__c": engagement.project_id,
                            "pse__Milestone__c": phase.milestone_id,
                            "pse__Practice__c": practice_id(practice),
                            "pse__Practice__r.Name": practice,
                            "pse__Resource_Role__c": level,
                            "Staffing_Ratio__c": fixed(practice_ratio * level_ratio, 4),
                            "pse__Start_Date__c": baseline_start(firm, phase).isoformat(),
                            "pse__End_Date__c": baseline_end(firm, phase).isoformat(),
                            "pse__Status__c": status,
                            "Required_Skills__c": phase_requirement(practice, phase.ordinal),
                        }
                    )
                    ordinal += 1
