"""Everything the made-up firm exports, written file by file, with a manifest of what is in each."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from demo import bookings, crm, funding, hr, initiatives, projects, quality, skills, timecard_file
from demo.dirt import TREATMENTS
from demo.earned_value import Effort
from demo.engagements import engagements, open_phases
from demo.extract_file import FileFacts, Layout, Line, write_extract
from demo.firm import Firm
from demo.leave import absences, days_off, public_holidays
from demo.people import people
from demo.plan import Assignment, assignments
from demo.timecards import Diary, Timecard, timecards

MANIFEST = "manifest.json"


class World:
    """The people, their engagements and what is booked; timecards are made while they are written."""

    def __init__(self, firm: Firm) -> None:
        self.firm = firm
        self.people = people(firm)
        self.engagements = engagements(firm)
        self.holidays = {office: public_holidays(firm, office) for office in {person.office for person in self.people}}
        self.leave = [absences(firm, person) for person in self.people]
        open_by_week = open_phases(self.engagements)
        self.bookings: list[list[Assignment]] = [
            assignments(firm, person, leave, open_by_week)
            for person, leave in zip(self.people, self.leave, strict=True)
        ]
        self.effort = Effort()

    def all_bookings(self) -> Iterator[Assignment]:
        """Every booking, person by person."""
        for own in self.bookings:
            yield from own

    def timecards(self) -> Iterator[Timecard]:
        """Every timecard record, person by person; their hours are gathered in ``effort`` on the way."""
        internal = self.engagements[-1]
        first_ordinal = 0
        for person, own, leave in zip(self.people, self.bookings, self.leave, strict=True):
            booked = list(enumerate(own, start=first_ordinal))
            first_ordinal += len(own)
            diary = Diary(person, booked, days_off(leave), self.holidays[person.office], (internal, internal.phases[0]))
            for card in timecards(self.firm, diary):
                self.effort.add_timecard(card)
                yield card


def extracts(world: World) -> Iterator[tuple[Layout, Iterator[Line]]]:
    """Each file with its lines, in the order of writing: timecards before the milestones that report on them."""
    firm, everybody, all_engagements = world.firm, world.people, world.engagements
    yield crm.ACCOUNT, crm.account_lines(firm)
    yield crm.CONTACT, crm.contact_lines(firm, everybody)
    yield crm.PRACTICE, crm.practice_lines(firm)
    yield projects.PROJECT, projects.project_lines(firm, everybody, all_engagements)
    yield bookings.ASSIGNMENT, bookings.assignment_lines(firm, everybody, world.all_bookings())
    yield bookings.SCHEDULE, bookings.schedule_lines(firm, world.all_bookings())
    yield bookings.REQUEST, bookings.request_lines(firm, all_engagements)
    yield timecard_file.TIMECARD, timecard_file.timecard_lines(firm, world.timecards())
    for booking in world.all_bookings():
        world.effort.add_booking(booking)
    yield projects.MILESTONE, projects.milestone_lines(firm, all_engagements, world.effort)
    yield projects.PROGRESS, projects.progress_lines(firm, all_engagements, world.effort)
    yield hr.WORKERS, hr.worker_lines(everybody)
    yield hr.TIME_OFF, hr.time_off_lines(everybody, world.leave)
    yield hr.HOLIDAYS, hr.holiday_lines(firm)
    yield hr.RATE_CARDS, hr.rate_card_lines(firm)
    yield skills.SKILLS, skills.skill_lines(firm, everybody)
    yield initiatives.INITIATIVES, initiatives.initiative_lines(firm)
    yield funding.REQUESTS, funding.request_lines()
    yield funding.CONSTRAINTS, funding.constraint_lines()
    yield funding.HISTORY, funding.roi_lines(firm)
    yield quality.QUALITY, quality.quality_lines(firm)


def write_firm(folder: Path, firm: Firm, report: Callable[[FileFacts], None] = lambda _facts: None) -> dict[str, Any]:
    """Write all extracts and the manifest into the folder.

    Parameters
    ----------
    folder
        Created if missing; files of the same name are replaced.
    firm
        Size, seed and as-of date; equal ones give byte-identical files.
    report
        Called after each file.

    Returns
    -------
    dict
        The manifest: per file its record count, columns and dirty records by kind.
    """
    manifest: dict[str, Any] = {
        "as_of": firm.as_of.isoformat(),
        "seed": firm.seed,
        "employees": firm.employees,
        "months": firm.months,
        "files": {},
    }
    for layout, lines in extracts(World(firm)):
        facts = write_extract(folder, layout, lines)
        manifest["files"][layout.path] = facts.as_json(TREATMENTS)
        report(facts)
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return manifest
