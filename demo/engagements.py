"""The engagements and phases of the whole firm: the catalog, once per division and once per cycle of the past."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from demo.catalog import CATALOG, CLIENTS_PER_DIVISION, INTERNAL, PhaseStory, Story
from demo.firm import CATALOG_WEEKS, Firm
from demo.salesforce_id import record_id

SLIPPING_SPI = 0.9
SLIP_WEEKS = 3


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of one engagement, in weeks counted from the as-of week, both included."""

    ordinal: int
    position: int
    story: PhaseStory
    first_week: int
    last_week: int

    @property
    def milestone_id(self) -> str:
        """The Salesforce milestone."""
        return record_id("pse__Milestone__c", self.ordinal)

    @property
    def code(self) -> str:
        """The phase number, with its leading zeros."""
        return f"{10 * (self.position + 1):06d}"


@dataclass(frozen=True, slots=True)
class Engagement:
    """One engagement of one division."""

    ordinal: int
    story: Story
    name: str
    client: int
    division: int
    phases: tuple[Phase, ...]

    @property
    def project_id(self) -> str:
        """The Salesforce project."""
        return record_id("pse__Proj__c", self.ordinal)

    @property
    def is_pipeline(self) -> bool:
        """Not won yet."""
        return self.story.win_ratio < 1

    @property
    def is_finished(self) -> bool:
        """Every phase ended before the as-of week."""
        return all(worked_until(self, phase) < 0 for phase in self.phases)


def worked_until(engagement: Engagement, phase: Phase) -> int:
    """Last week with work: late engagements run past their baseline."""
    return phase.last_week + (SLIP_WEEKS if engagement.story.spi < SLIPPING_SPI else 0)


def engagements(firm: Firm) -> list[Engagement]:
    """All engagements, the latest cycle first and internal work last; phases are numbered through."""
    found: list[Engagement] = []
    next_phase = 0
    for cycle in range(firm.cycles):
        for division in range(firm.divisions):
            for story in CATALOG:
                if cycle and story.win_ratio < 1:
                    continue
                phases = _phases(story, next_phase, cycle * CATALOG_WEEKS)
                next_phase += len(phases)
                client = story.client + division * CLIENTS_PER_DIVISION
                found.append(
                    Engagement(
                        len(found),
                        story,
                        _name(firm, story, division, phases[0] if cycle else None),
                        client,
                        division,
                        phases,
                    )
                )
    phase = Phase(next_phase, 0, INTERNAL.phases[0], firm.first_week, INTERNAL.phases[0].last_week)
    found.append(Engagement(len(found), INTERNAL, INTERNAL.name, INTERNAL.client, 0, (phase,)))
    return found


def _phases(story: Story, first_ordinal: int, shift: int) -> tuple[Phase, ...]:
    return tuple(
        Phase(first_ordinal + position, position, phase, phase.first_week - shift, phase.last_week - shift)
        for position, phase in enumerate(story.phases)
    )


def _name(firm: Firm, story: Story, division: int, past_phase: Phase | None) -> str:
    """The story's name, with the division after the first and the year of a repetition."""
    number = f" ({division + 1})" if division else ""
    year = f" {firm.monday(past_phase.first_week).year}" if past_phase else ""
    return f"{story.name}{number}{year}"


OpenPhases = dict[tuple[int, int], list[tuple[Engagement, Phase]]]


def open_phases(all_engagements: Iterable[Engagement]) -> OpenPhases:
    """Won phases that can be worked on, by division and week."""
    found: OpenPhases = defaultdict(list)
    for engagement in all_engagements:
        if engagement.is_pipeline or engagement.story.is_internal:
            continue
        for phase in engagement.phases:
            for week in range(phase.first_week, worked_until(engagement, phase) + 1):
                found[engagement.division, week].append((engagement, phase))
    return found


def baseline_start(firm: Firm, phase: Phase) -> date:
    """Monday of the phase's first week."""
    return firm.monday(phase.first_week)


def baseline_end(firm: Firm, phase: Phase) -> date:
    """Friday of the phase's last week."""
    return firm.monday(phase.last_week) + timedelta(days=4)
