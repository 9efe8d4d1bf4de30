"""The engagements of one division, told as stories: when, for whom, and how well it goes.

Weeks count from the as-of week. ``spi`` and ``cpi`` are what the project manager would report on the as-of date; the
budgets follow from them and from the hours that the made-up people log.
"""

from dataclasses import dataclass

from demo.firm import PRACTICES

STRATEGY, DATA, CLOUD, FINANCE, CYBER = PRACTICES


@dataclass(frozen=True, slots=True)
class PhaseStory:
    """One phase: its baseline weeks, both included, and how earned value is measured."""

    name: str
    first_week: int
    last_week: int
    ev_method: str = "physical"


@dataclass(frozen=True, slots=True)
class Story:
    """One engagement. ``discount_ratio`` is off the rate card, negative for a premium."""

    name: str
    client: int
    practices: tuple[str, ...]
    discount_ratio: float
    spi: float
    cpi: float
    weight: float
    risk: float
    phases: tuple[PhaseStory, ...]
    win_ratio: float = 1.0
    demand: float = 1.0
    has_budget: bool = True
    is_internal: bool = False


CATALOG = (
    Story("Aurora ERP renewal", 0, (FINANCE, CLOUD), 0.06, 1.00, 1.02, 1.5, 0.9, (
        PhaseStory("Diagnostic", -82, -57), PhaseStory("Design", -56, -31, "milestone"),
        PhaseStory("Build", -30, 4, "hours_etc"), PhaseStory("Rollout", 5, 30))),
    Story("Meridian core banking", 1, (CLOUD, CYBER), 0.26, 0.74, 0.80, 1.8, 0.6, (
        PhaseStory("Foundations", -74, -41), PhaseStory("Migration", -40, 9),
        PhaseStory("Cutover", 10, 28))),
    Story("Glacier data platform", 2, (DATA, CLOUD), -0.08, 1.09, 1.16, 1.4, 0.95, (
        PhaseStory("Foundation", -68, -36), PhaseStory("Use cases", -35, 2, "hours_etc"),
        PhaseStory("Handover", 3, 16))),
    Story("Harbour operating model", 3, (STRATEGY,), 0.10, 0.91, 0.95, 1.0, 0.85, (
        PhaseStory("Assessment", -62, -24), PhaseStory("Transition", -23, 8))),
    Story("Sentinel security program", 4, (CYBER, CLOUD), 0.04, 0.99, 1.05, 1.3, 0.9, (
        PhaseStory("Baseline", -80, -52, "milestone"), PhaseStory("Identity", -51, -25),
        PhaseStory("Detection", -24, 6, "hours_etc"), PhaseStory("Resilience", 7, 28))),
    Story("Ledger faster close", 5, (FINANCE,), 0.12, 0.83, 1.04, 1.0, 0.8, (
        PhaseStory("Blueprint", -42, -16), PhaseStory("Automation", -15, 12))),
    Story("Compass network redesign", 6, (STRATEGY, DATA), 0.08, 0.95, 1.00, 0.8, 0.75, (
        PhaseStory("Redesign", -30, 22, "cpi_proxy"),), has_budget=False),
    Story("Prism demand forecasting", 0, (DATA, STRATEGY), -0.03, 1.04, 1.12, 1.1, 0.95, (
        PhaseStory("Prototype", -26, -8), PhaseStory("Industrialize", -7, 18))),
    Story("Citadel mine cybersecurity", 7, (CYBER, FINANCE), 0.32, 0.79, 0.82, 1.2, 0.5, (
        PhaseStory("Audit", -42, -24), PhaseStory("Remediation", -23, 9))),
    Story("Summit merger office", 2, (STRATEGY, FINANCE), -0.12, 1.00, 1.03, 1.0, 0.9, (
        PhaseStory("Day one", -82, -55, "milestone"), PhaseStory("Synergies", -54, -34))),
    Story("Delta reporting factory", 3, (DATA, CLOUD), 0.09, 1.00, 0.93, 0.9, 0.85, (
        PhaseStory("Delivery", -82, -28),)),
    Story("Cobalt cold chain", 8, (CLOUD, DATA), 0.22, 1.00, 0.87, 0.9, 0.7, (
        PhaseStory("Sensors", -62, -38), PhaseStory("Control tower", -37, -12))),
    Story("Horizon traceability", 8, (CLOUD, DATA), 0.05, 1.00, 1.00, 1.2, 0.8, (
        PhaseStory("Pilot", 3, 14), PhaseStory("Scale", 15, 30)), win_ratio=0.7),
    Story("Atlas capital planning", 4, (STRATEGY, FINANCE), 0.07, 1.00, 1.00, 1.1, 0.85, (
        PhaseStory("Plan", 6, 24),), win_ratio=0.4),
)  # fmt: skip

CLIENTS_PER_DIVISION = 9
FIRM_ITSELF = -1
INTERNAL = Story("Practice development", FIRM_ITSELF, PRACTICES, 0.0, 1.0, 1.0, 0.1, 1.0, (
    PhaseStory("Learning and offers", -77, 26, "physical"),), is_internal=True)  # fmt: skip
"""Where time that no client pays for is logged."""
