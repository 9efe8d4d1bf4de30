"""Salesforce PSA: projects, their milestones (phases) and the managers' progress reports."""

from collections.abc import Iterator
from datetime import date, timedelta

from demo.crm import account_id, practice_id
from demo.earned_value import Effort, budget, progress_ratio, remaining_hours, report_dates
from demo.engagements import Engagement, Phase, baseline_end, baseline_start, worked_until
from demo.extract_file import Layout, Line
from demo.firm import CURRENCY, LEVELS, REGIONS, Firm
from demo.people import Person
from demo.records import RECORD, STAMPS, noted, stamped
from demo.wording import fixed, flag, optional

PROJECT = Layout(
    "salesforce/pse__Proj__c.csv",
    (
        *RECORD, "Name", "pse__Account__c", "pse__Practice__c", "pse__Practice__r.Name", "pse__Region__c",
        "pse__Project_Manager__c", "Engagement_Partner__c", "Engagement_Partner__r.Name", "pse__Stage__c",
        "pse__Is_Active__c", "pse__Is_Billable__c", "pse__Start_Date__c", "pse__End_Date__c", "Actual_End_Date__c",
        "CurrencyIsoCode", "Strategic_Weight__c", "Risk_Coefficient__c", "Win_Probability__c",
        "pse__Project_Status_Notes__c", *STAMPS,
    ),
    quotes_everything=True,
)  # fmt: skip
MILESTONE = Layout(
    "salesforce/pse__Milestone__c.csv",
    (
        *RECORD, "Name", "Phase_Code__c", "pse__Project__c", "pse__Milestone_Amount__c", "CurrencyIsoCode",
        "pse__Planned_Hours__c", "Baseline_Start_Date__c", "pse__Target_Date__c", "pse__Actual_Date__c",
        "pse__Status__c", "EV_Method__c", "Percent_Complete__c", "Remaining_Hours__c", *STAMPS,
    ),
    quotes_everything=True,
)  # fmt: skip
PROGRESS = Layout(
    "salesforce/Progress_Report__c.csv",
    (*RECORD, "pse__Milestone__c", "Report_Date__c", "Percent_Complete__c", "Remaining_Hours__c", *STAMPS),
    quotes_everything=True,
)
METHODS_WITH_PROGRESS = frozenset({"physical", "hours_etc", "milestone"})
NOTES = 'Steering committee said "go", with conditions:\n- scope frozen,\n- budget unchanged.'


def project_lines(firm: Firm, everybody: list[Person], all_engagements: list[Engagement]) -> Iterator[Line]:
    """One line per engagement."""
    rows = [_project(firm, everybody, engagement) for engagement in all_engagements]
    rows[0]["pse__Project_Status_Notes__c"] = NOTES
    rows[4]["Name"] += "   "
    return noted(rows, {0: "line_break_in_text", 4: "trailing_blanks"})


def milestone_lines(firm: Firm, all_engagements: list[Engagement], effort: Effort) -> Iterator[Line]:
    """One line per phase."""
    rows: list[dict[str, str]] = []
    notes: dict[int, str] = {}
    for engagement in all_engagements:
        for phase in engagement.phases:
            if not engagement.story.has_budget:
                notes[len(rows)] = "no_budget"
            rows.append(_milestone(firm, engagement, phase, effort))
    for n in (1, 6):
        rows[n]["Name"] += "  "
        notes[n] = "trailing_blanks"
    return noted(rows, notes)


def progress_lines(firm: Firm, all_engagements: list[Engagement], effort: Effort) -> Iterator[Line]:
    """One line per status report of each phase that is measured."""
    ordinal = 0
    for engagement in all_engagements:
        for phase in engagement.phases:
            if not _is_measured(engagement, phase):
                continue
            for day in report_dates(firm, engagement, phase):
                row = stamped("Progress_Report__c", ordinal, day) | _progress(firm, engagement, phase, effort, day)
                yield Line(row | {"pse__Milestone__c": phase.milestone_id, "Report_Date__c": day.isoformat()})
                ordinal += 1


def leader(everybody: list[Person], engagement: Engagement, level: str, day: date) -> Person:
    """Somebody of that level, or as near to it as there is, in the engagement's practice and division."""
    rank = LEVELS.index(level)
    crew = [
        person
        for person in everybody
        if person.division == engagement.division and person.practice == engagement.story.practices[0]
    ]
    return min(
        crew or everybody,
        key=lambda person: (
            abs(LEVELS.index(person.contract_on(day).level) - rank),
            person.is_external,
            person.ordinal,
        ),
    )


def _project(firm: Firm, everybody: list[Person], engagement: Engagement) -> dict[str, str]:
    story = engagement.story
    start = baseline_start(firm, engagement.phases[0])
    partner = leader(everybody, engagement, "Partner", firm.as_of)
    manager = leader(everybody, engagement, "Manager", firm.as_of)
    stage = "Planned" if engagement.is_pipeline else "Completed" if engagement.is_finished else "In Progress"
    last = engagement.phases[-1]
    return stamped("pse__Proj__c", engagement.ordinal, min(start, firm.as_of) - timedelta(days=40)) | {
        "Name": engagement.name,
        "pse__Account__c": account_id(firm, engagement.client),
        "pse__Practice__c": practice_id(story.practices[0]),
        "pse__Practice__r.Name": story.practices[0],
        "pse__Region__c": REGIONS[manager.office],
        "pse__Project_Manager__c": manager.contact_id,
        "Engagement_Partner__c": partner.contact_id,
        "Engagement_Partner__r.Name": partner.name,
        "pse__Stage__c": stage,
        "pse__Is_Active__c": flag(stage == "In Progress"),
        "pse__Is_Billable__c": flag(not story.is_internal),
        "pse__Start_Date__c": start.isoformat(),
        "pse__End_Date__c": baseline_end(firm, last).isoformat(),
        "Actual_End_Date__c": optional(_finished_on(firm, engagement, last)) if stage == "Completed" else "",
        "CurrencyIsoCode": CURRENCY,
        "Strategic_Weight__c": fixed(story.weight),
        "Risk_Coefficient__c": fixed(story.risk),
        "Win_Probability__c": fixed(100 * story.win_ratio, 0) if engagement.is_pipeline else "",
        "pse__Project_Status_Notes__c": "",
    }


def _milestone(firm: Firm, engagement: Engagement, phase: Phase, effort: Effort) -> dict[str, str]:
    planned = budget(firm, engagement, phase, effort)
    finished = _finished_on(firm, engagement, phase)
    has_begun = phase.first_week <= 0 and not engagement.is_pipeline
    created = min(baseline_start(firm, phase), firm.as_of) - timedelta(days=30)
    progress = {"Percent_Complete__c": "", "Remaining_Hours__c": ""}
    if has_begun and _is_measured(engagement, phase):
        progress = _progress(firm, engagement, phase, effort, firm.as_of)
    return (
        stamped("pse__Milestone__c", phase.ordinal, created)
        | progress
        | {
            "Name": phase.story.name,
            "Phase_Code__c": phase.code,
            "pse__Project__c": engagement.project_id,
            "pse__Milestone_Amount__c": fixed(planned.bac_amount),
            "CurrencyIsoCode": CURRENCY,
            "pse__Planned_Hours__c": fixed(planned.planned_hours),
            "Baseline_Start_Date__c": baseline_start(firm, phase).isoformat(),
            "pse__Target_Date__c": baseline_end(firm, phase).isoformat(),
            "pse__Actual_Date__c": optional(finished),
            "pse__Status__c": "Completed" if finished else "In Progress" if has_begun else "Planned",
            "EV_Method__c": phase.story.ev_method,
            "LastModifiedDate": f"{firm.as_of.isoformat()}T22:00:00.000Z",
        }
    )


def _progress(firm: Firm, engagement: Engagement, phase: Phase, effort: Effort, day: date) -> dict[str, str]:
    """Percent complete, and the hours to go where the phase is measured by them."""
    done = progress_ratio(firm, engagement, phase, day)
    hours = remaining_hours(done, effort.hours_until(phase, firm.week_of(day)))
    by_milestone = phase.story.ev_method == "milestone"
    return {
        "Percent_Complete__c": fixed(100 * (float(done >= 1) if by_milestone else done), 0),
        "Remaining_Hours__c": fixed(hours) if phase.story.ev_method == "hours_etc" else "",
    }


def _is_measured(engagement: Engagement, phase: Phase) -> bool:
    return phase.story.ev_method in METHODS_WITH_PROGRESS and not engagement.is_pipeline


def _finished_on(firm: Firm, engagement: Engagement, phase: Phase) -> date | None:
    """Friday of the last week with work, once it is over."""
    last = worked_until(engagement, phase)
    return firm.monday(last) + timedelta(days=4) if last < 0 and not engagement.is_pipeline else None
