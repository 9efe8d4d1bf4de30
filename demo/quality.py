"""Daily measurements of the delivery processes, in control for long and out of it lately in two of them."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import NamedTuple

from demo.chance import generator, near
from demo.dirt import added, mix_in
from demo.extract_file import Layout, Line, Row
from demo.firm import Firm

CAUSES = ("unclear_requirements", "resource_unavailable", "scope_creep", "technical", "communication")
CAUSE_WEIGHTS = (38, 24, 18, 13, 7)
QUALITY = Layout(
    "portfolio/quality_observations.csv",
    (
        "observation_date", "process_name", "onboarding_days", "units_delivered", "opportunities", "on_time_deliveries",
        "defects", *(f"defects_{cause}" for cause in CAUSES), "rework_hours", "client_satisfaction",
    ),
)  # fmt: skip
WEEKEND = 5


class Process(NamedTuple):
    """A delivery process; ``shift_days`` before the as-of date its defects or onboarding get worse by ``shift``."""

    name: str
    onboarding_days: float
    units: int
    opportunities_per_unit: int
    defect_ratio: float
    satisfaction: float
    shift_days: int = 0
    shift: float = 1.0


PROCESSES = (
    Process("Client onboarding", 17.0, 6, 8, 0.012, 4.3, 35, 1.30),
    Process("Deliverable review", 5.0, 12, 6, 0.020, 4.2),
    Process("Release to client", 8.0, 9, 10, 0.015, 4.4, 24, 2.4),
    Process("Staffing request", 4.0, 8, 4, 0.018, 4.1),
)


def quality_lines(firm: Firm) -> Iterator[Line]:
    """One line per weekday and process, with a few that cannot be right."""
    smudges = (
        added("na_number", "process_name", _spare_name, client_satisfaction="NA"),
        added("more_defects_than_units", "process_name", _spare_name, defects="9999"),
        added("bad_date", "process_name", _spare_name, observation_date="2025-09-31"),
        added("na_number", "process_name", _spare_name, defects="NA"),
        added("bad_date", "process_name", _spare_name, observation_date="00/00/0000"),
    )
    return mix_in(_measurements(firm), smudges, every=100)


def _spare_name(spare: int) -> str:
    """Dirty rows measure other processes, lest they hide a clean row of the same day."""
    return PROCESSES[spare % len(PROCESSES)].name + " (pilot)"


def _measurements(firm: Firm) -> Iterator[Line]:
    generators = [generator(firm.seed, "quality", process.name) for process in PROCESSES]
    for offset in range((firm.as_of - firm.first_day).days + 1):
        day = firm.first_day + timedelta(days=offset)
        if day.weekday() >= WEEKEND:
            continue
        days_left = (firm.as_of - day).days
        for process, rng in zip(PROCESSES, generators, strict=True):
            worse = process.shift if days_left < process.shift_days else 1.0
            yield Line({"observation_date": day.isoformat(), **_measurement(rng, process, worse)})


def _measurement(rng: Random, process: Process, worse: float) -> Row:
    """One day: defects are counted chance by chance, so that they follow a binomial law."""
    units = max(1, process.units + rng.randint(-3, 3))
    opportunities = units * process.opportunities_per_unit
    defects = sum(rng.random() < process.defect_ratio * worse for _ in range(opportunities))
    causes = rng.choices(CAUSES, CAUSE_WEIGHTS, k=defects)
    late = sum(rng.random() < 0.08 * worse for _ in range(units))  # late one time in twelve
    return {
        "process_name": process.name,
        "onboarding_days": f"{near(rng, process.onboarding_days * worse, process.onboarding_days * 0.12, 1, 60):.2f}",
        "units_delivered": str(units),
        "opportunities": str(opportunities),
        "on_time_deliveries": str(units - late),
        "defects": str(defects),
        **{f"defects_{cause}": str(causes.count(cause)) for cause in CAUSES},
        "rework_hours": f"{defects * near(rng, 5.5, 1.5, 1, 12):.2f}",
        "client_satisfaction": f"{near(rng, process.satisfaction - (worse - 1) / 2, 0.25, 1, 5):.2f}",
    }
