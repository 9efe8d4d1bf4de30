"""Who could be hired, on what terms, and who is: frozen rows (BUDGET A13)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from optimizer.budget.skills.requirement import Skills


@dataclass(frozen=True)
class HiringRules:
    """On what terms people are hired; all defaults are parameters of the installation or the run.

    Nobody is hired unless ``is_asked``. ``lead_month_count`` months pass from the first month of the horizon, in which
    it is decided, to a hire's first month. A hire costs ``cost_factor`` times what the profile costs a month, and
    ``one_off_month_count`` months of that once (agency, equipment). Of the months that are paid to a profile's
    hires, at least ``least_use_ratio`` (0-1) must deliver effort. ``maximum_head_count`` is for all profiles together.
    """

    is_asked: bool = False
    lead_month_count: int = 2
    cost_factor: float = 1.0
    one_off_month_count: float = 0.0
    least_use_ratio: float = 0.5
    maximum_head_count: int | None = None


@dataclass(frozen=True)
class HireableProfile:
    """One kind of person who can be hired; money is per whole month, before the rules' ``cost_factor``.

    ``lead_month_count`` and ``one_off_cost_amount`` are the rules' where they are None. ``like_count`` is the number
    of existing people that the profile was derived from, 0 where it was given.
    """

    profile_id: str
    monthly_cost_amount: float
    team: str = ""
    role: str = ""
    location: str = ""
    staff_level: str = ""
    sub_team: str = ""
    pod: str = ""
    skills: Skills = field(default_factory=lambda: Skills({}, {}))
    lead_month_count: int | None = None
    one_off_cost_amount: float | None = None
    maximum_head_count: int | None = None
    like_count: int = 0


@dataclass(frozen=True)
class HireShare:
    """A hire's share (0-1) of one month on one initiative, and what the initiative pays for it."""

    hire_id: str
    initiative_id: str
    month: date
    share_ratio: float
    cost_amount: float


@dataclass(frozen=True)
class PlannedHire:
    """One whole person, paid from ``start_month`` to ``last_month`` (the horizon's end), whether used or not.

    ``cost_amount`` = ``paid_by_initiatives_amount`` (shares × monthly cost, out of their budgets) +
    ``idle_amount`` (months and parts of months without work, and those on efficiency initiatives, which have no budget:
    money of the firm) + ``one_off_cost_amount`` (money of the firm). ``use_ratio`` is man-months over paid months.
    """

    hire_id: str
    profile_id: str
    team: str
    role: str
    location: str
    staff_level: str
    decided_month: date
    start_month: date
    last_month: date
    lead_month_count: int
    paid_month_count: int
    monthly_cost_amount: float
    one_off_cost_amount: float
    cost_amount: float
    paid_by_initiatives_amount: float
    idle_amount: float
    man_months: float
    use_ratio: float
    sentence: str


@dataclass(frozen=True)
class HireCover:
    """What hires do for one initiative: its shortfall with existing staff stays as it is, and stands beside."""

    initiative_id: str
    staff_man_months: float
    staff_shortfall_man_months: float
    hired_man_months: float
    left_man_months: float
    cost_amount: float
    sentence: str


@dataclass(frozen=True)
class HiringPlan:
    """Whom to hire; nothing of it is counted in the plan of existing staff.

    ``cost_gap_ratio`` is (cost − bound) / bound of the whole people's cost, for the effort covered; 0 when proven.
    """

    hires: tuple[PlannedHire, ...]
    shares: tuple[HireShare, ...]
    covers: tuple[HireCover, ...]
    status: str
    cost_bound_amount: float
    cost_gap_ratio: float
    seconds: float = 0.0
    notes: tuple[str, ...] = ()

    @property
    def cost_amount(self) -> float:
        """Money paid for hires up to the horizon's end, once-only money included."""
        return sum(hire.cost_amount for hire in self.hires)

    @property
    def man_months(self) -> float:
        """Man-months that hires deliver."""
        return sum(share.share_ratio for share in self.shares)

    def man_months_by_initiative(self) -> Mapping[str, float]:
        """Man-months of hires by initiative id, 0 included."""
        return {cover.initiative_id: cover.hired_man_months for cover in self.covers}
