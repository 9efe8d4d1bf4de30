"""The changes that a funding scenario knows; limits by code (and subject), requests by id or service line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from annotated_types import Ge, MinLen
from pydantic import ConfigDict, Field

FORM = ConfigDict(extra="forbid", allow_inf_nan=False)
Text = Annotated[str, MinLen(1)]
Factor = Annotated[float, Ge(0)]
RequestFigure = Literal[
    "requested_amount", "minimum_viable_amount", "roi_ratio", "success_probability_ratio", "strategic_priority",
    "headcount_added", "contractors_added", "work_headcount",
]  # fmt: skip
FirmFigure = Literal[
    "headcount", "contractor_headcount", "cash_amount", "monthly_burn_amount", "utilization_ratio"
]  # fmt: skip


@dataclass(frozen=True)
class LimitChanged:
    """A limit has another value, or its own one times a factor; as the firm writes it (25 is 25 % of a percentage)."""

    __pydantic_config__: ClassVar = FORM
    limit: Text
    value: float | None = None
    factor: Factor | None = None
    kind: Literal["limit"] = "limit"


@dataclass(frozen=True)
class LimitAdded:
    """A limit that was not there; ``subject`` are the requests or groups that it is about (none: all)."""

    __pydantic_config__: ClassVar = FORM
    code: Text
    value: float
    unit: str = ""
    subject: tuple[Text, ...] = ()
    period: int | None = None
    kind: Literal["limit_added"] = "limit_added"


@dataclass(frozen=True)
class LimitRemoved:
    """A limit is not there any more."""

    __pydantic_config__: ClassVar = FORM
    limit: Text
    kind: Literal["limit_removed"] = "limit_removed"


@dataclass(frozen=True)
class RequestChanged:
    """Figures of a request are others (``values``), or their own ones times a factor (``factors``)."""

    __pydantic_config__: ClassVar = FORM
    request: Text
    values: Mapping[RequestFigure, float] = field(default_factory=dict)
    factors: Mapping[RequestFigure, Factor] = field(default_factory=dict)
    kind: Literal["request"] = "request"


@dataclass(frozen=True)
class RequestAdded:
    """A request that was not there; its return is per unit of money, its probability 0 to 1, its priority 1 to 5."""

    __pydantic_config__: ClassVar = FORM
    request: Text
    requested_amount: float
    minimum_viable_amount: float
    roi_ratio: float
    success_probability_ratio: float
    strategic_priority: float
    service_line: str = ""
    group: str | None = None
    headcount_added: float | None = None
    contractors_added: float | None = None
    work_headcount: float | None = None
    kind: Literal["request_added"] = "request_added"


@dataclass(frozen=True)
class RequestWithdrawn:
    """A request is not there any more."""

    __pydantic_config__: ClassVar = FORM
    request: Text
    kind: Literal["request_withdrawn"] = "request_withdrawn"


@dataclass(frozen=True)
class FirmChanged:
    """The firm is another one: head counts, cash, burn per month, utilization."""

    __pydantic_config__: ClassVar = FORM
    figure: FirmFigure
    value: float
    kind: Literal["firm"] = "firm"


Change = LimitChanged | LimitAdded | LimitRemoved | RequestChanged | RequestAdded | RequestWithdrawn | FirmChanged
Changes = tuple[Change, ...]
AnyChange = Annotated[Change, Field(discriminator="kind")]
KINDS = ("limit", "limit_added", "limit_removed", "request", "request_added", "request_withdrawn", "firm")
