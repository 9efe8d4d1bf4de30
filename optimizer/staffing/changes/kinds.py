"""The changes that a scenario or a replanning knows, each a few named facts; engagements and people by id or name.

Weeks are dates (their Monday counts) or numbers of the horizon's weeks from 0; None is its first or last week.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from annotated_types import Ge, Gt, Le, MinLen
from pydantic import ConfigDict, Field, Strict

from optimizer.staffing.data_checks import MOST_WEEK_HOURS

FORM = ConfigDict(extra="forbid", allow_inf_nan=False)

Text = Annotated[str, MinLen(1)]
Week = Annotated[date, Strict()] | Annotated[int, Strict(), Ge(0)]
Ratio = Annotated[float, Ge(0), Le(1)]
WeekHours = Annotated[float, Gt(0), Le(MOST_WEEK_HOURS)]


@dataclass(frozen=True)
class EngagementLost:
    """Work ends before ``from_week``; the people on it are free from then on."""

    __pydantic_config__: ClassVar = FORM
    engagement: Text
    from_week: Week | None = None
    kind: Literal["engagement_lost"] = "engagement_lost"


@dataclass(frozen=True)
class EngagementMoved:
    """Every phase begins and ends ``weeks`` later; earlier where it is negative."""

    __pydantic_config__: ClassVar = FORM
    engagement: Text
    weeks: int
    kind: Literal["engagement_moved"] = "engagement_moved"


@dataclass(frozen=True)
class Role:
    """A part of an engagement's hours, by practice and level; the rate is per hour before the discount."""

    __pydantic_config__: ClassVar = FORM
    practice: Text
    level: Text
    ratio: Annotated[float, Gt(0), Le(1)]
    rate_per_hour: Annotated[float, Gt(0)] | None = None  # None: each person's usual rate


@dataclass(frozen=True)
class EngagementAdded:
    """New work in one phase, in every week from ``from_week`` to ``to_week``."""

    __pydantic_config__: ClassVar = FORM
    engagement: Text
    hours_per_week: Annotated[float, Gt(0)]
    roles: Annotated[tuple[Role, ...], MinLen(1)]  # their ratios sum to 1
    name: str = ""
    from_week: Week | None = None
    to_week: Week | None = None
    budget_amount: Annotated[float, Gt(0)] | None = None  # None: its hours at its rates
    discount_ratio: Annotated[float, Ge(0), Field(lt=1)] = 0.0
    weight: Annotated[float, Ge(0)] = 1.0  # strategic weight x risk coefficient
    win_probability_ratio: Ratio = 1.0
    kind: Literal["engagement_added"] = "engagement_added"


@dataclass(frozen=True)
class WinProbability:
    """Work that may be won counts with this probability; None: the one that the firm's data give."""

    __pydantic_config__: ClassVar = FORM
    engagement: Text
    probability_ratio: Ratio | None = None
    kind: Literal["win_probability"] = "win_probability"


@dataclass(frozen=True)
class PersonLeaves:
    """Somebody has no hours from ``from_week`` on, or, on leave, until the end of ``to_week``."""

    __pydantic_config__: ClassVar = FORM
    consultant: Text
    from_week: Week | None = None
    to_week: Week | None = None
    kind: Literal["person_leaves"] = "person_leaves"


@dataclass(frozen=True)
class PersonJoins:
    """Somebody new, who has the skills of their practice and level."""

    __pydantic_config__: ClassVar = FORM
    consultant: Text
    practice: Text
    level: Text
    name: str = ""
    hours_per_week: WeekHours = MOST_WEEK_HOURS
    is_external: bool = False
    is_new: bool = True
    rate_per_hour: Annotated[float, Gt(0)] | None = None  # before discounts; None: what their level usually costs
    from_week: Week | None = None
    to_week: Week | None = None
    kind: Literal["person_joins"] = "person_joins"


@dataclass(frozen=True)
class ParameterChanged:
    """A price or tolerance of the model; None lifts the limit of ``maximum_engagements`` or ``premium_price``."""

    __pydantic_config__: ClassVar = FORM
    parameter: Text
    value: Annotated[float, Ge(0)] | None
    kind: Literal["parameter"] = "parameter"


Change = (
    EngagementLost | EngagementMoved | EngagementAdded | WinProbability | PersonLeaves | PersonJoins | ParameterChanged
)
Changes = tuple[Change, ...]
AnyChange = Annotated[Change, Field(discriminator="kind")]
