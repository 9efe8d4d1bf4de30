"""The data of the initiatives model: frozen, and checked when built."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from optimizer.budget import data_rules
from optimizer.budget.hiring.data import HireableProfile, HiringRules
from optimizer.budget.priority import PriorityScale
from optimizer.budget.skills.requirement import Requirement, Skills

WATERFALL = ("funding_source", "driver", "rank", "priority")
SOURCE_NOT_NAMED = ""


@dataclass(frozen=True)
class Employee:
    """One person who can be paid from initiatives.

    ``monthly_cost_amount`` is money per whole month. ``available_ratio`` is the part of each month that can be planned,
    0-1; a month that is not named is whole (hired, not on leave).
    """

    employee_id: str
    name: str
    monthly_cost_amount: float
    skills: Skills = field(default_factory=lambda: Skills({}, {}))
    location: str = ""
    team: str = ""
    sub_team: str = ""
    pod: str = ""
    role: str = ""
    staff_level: str = ""
    available_ratio: Mapping[date, float] = field(default_factory=dict)

    def available(self, month: date) -> float:
        """Part of the month that can be planned, 0-1."""
        return self.available_ratio.get(month, 1.0)


@dataclass(frozen=True)
class Initiative:
    """One internal project; ``budget_amount`` 0 marks an efficiency initiative, which lives on left-over capacity.

    ``months`` are first days, ascending. ``effort_man_months`` is None where the owner gave none. ``rank`` 1 is first.
    ``maximum_share_ratio`` caps one person's month on it (A6). ``phasing_ratio`` is the part of the budget by
    month (A2).
    """

    initiative_id: str
    name: str
    months: tuple[date, ...]
    budget_amount: float = 0.0
    effort_man_months: float | None = None
    requested_amount: float | None = None
    funding_source: str = SOURCE_NOT_NAMED
    driver: str = ""
    impact: str = ""
    rank: float | None = None
    requirement: Requirement = field(default_factory=Requirement)
    team: str = ""
    sub_team: str = ""
    pod: str = ""
    maximum_share_ratio: float = 1.0
    phasing_ratio: Mapping[date, float] = field(default_factory=dict)
    predecessor_id: str | None = None

    @property
    def is_efficiency(self) -> bool:
        """Whether it has no budget of its own (A9)."""
        return self.budget_amount <= 0


@dataclass(frozen=True)
class Rules:
    """What may be set per installation or per run.

    ``has_carry_over`` lets a month spend what earlier months left (A2).
    ``share_step_ratio`` (A10), ``minimum_block_ratio`` and ``maximum_initiatives_count`` (A6) and the location shares
    (A12, ratios of all man-months) bind only where given. Caps that are not named are the sums of their budgets.
    ``hiring`` says whether and on what terms people are hired (A13).
    """

    has_carry_over: bool = False
    waterfall: tuple[str, ...] = WATERFALL
    source_cap_amount: Mapping[str, float] = field(default_factory=dict)
    driver_cap_amount: Mapping[tuple[str, str], float] = field(default_factory=dict)
    minimum_block_ratio: float | None = None
    maximum_initiatives_count: int | None = None
    share_step_ratio: float | None = None
    location_minimum_ratio: Mapping[str, float] = field(default_factory=dict)
    location_maximum_ratio: Mapping[str, float] = field(default_factory=dict)
    scale: PriorityScale = field(default_factory=PriorityScale)
    hiring: HiringRules = field(default_factory=HiringRules)


@dataclass(frozen=True)
class BudgetData:
    """Everything that the model reads; amounts in one ``currency``.

    ``last_plan`` is share by (employee, initiative, month), for stability. ``notes`` say what the source left out.
    ``hireable_profiles`` are derived from the employees where none is given.

    Raises
    ------
    ModelError
        When built: an id twice, an amount below 0, an unknown driver, a cycle of predecessors, ...
    """

    employees: tuple[Employee, ...]
    initiatives: tuple[Initiative, ...]
    currency: str = "USD"
    rules: Rules = field(default_factory=Rules)
    last_plan: Mapping[tuple[str, str, date], float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    database_ids: Mapping[tuple[str, str], int] = field(default_factory=dict)
    hireable_profiles: tuple[HireableProfile, ...] = ()

    def __post_init__(self) -> None:
        """Refuse data that contradicts itself."""
        data_rules.check(self)

    @cached_property
    def months(self) -> tuple[date, ...]:
        """Every month of some initiative, ascending."""
        return tuple(sorted({month for initiative in self.initiatives for month in initiative.months}))

    @cached_property
    def employee(self) -> Mapping[str, Employee]:
        """By id."""
        return {employee.employee_id: employee for employee in self.employees}

    @cached_property
    def initiative(self) -> Mapping[str, Initiative]:
        """By id."""
        return {initiative.initiative_id: initiative for initiative in self.initiatives}

    def priority(self, initiative: Initiative) -> float:
        """0.4 driver + 0.4 impact + 0.2 rank, 0-1 (BUDGET A)."""
        return self.rules.scale.priority(driver=initiative.driver, impact=initiative.impact, rank=initiative.rank)

    def month_budget_amount(self, initiative: Initiative, month: date) -> float:
        """The money that the month itself brings, before any carry-over (A2)."""
        if initiative.phasing_ratio:
            return initiative.budget_amount * initiative.phasing_ratio.get(month, 0.0)
        return initiative.budget_amount / len(initiative.months)

    def source_cap(self, source: str) -> float:
        """Money that a funding source may pay (A3)."""
        budgets = sum(i.budget_amount for i in self.initiatives if i.funding_source == source)
        return self.rules.source_cap_amount.get(source, budgets)

    def driver_cap(self, source: str, driver: str) -> float:
        """Money that a driver may use of its funding source (A4)."""
        budgets = sum(i.budget_amount for i in self.initiatives if (i.funding_source, i.driver) == (source, driver))
        return self.rules.driver_cap_amount.get((source, driver), budgets)

    def with_efforts(self, effort_man_months: Mapping[str, float]) -> "BudgetData":
        """The same data with other effort targets, by initiative id; 0 for those that are not named."""
        initiatives = tuple(
            replace(initiative, effort_man_months=effort_man_months.get(initiative.initiative_id, 0.0))
            for initiative in self.initiatives
        )
        return replace(self, initiatives=initiatives)
