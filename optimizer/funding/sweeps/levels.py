"""Which limit is swept, and through which levels."""

from dataclasses import dataclass, replace
from math import isfinite

from config.errors import UsageError
from optimizer.funding.catalog import COUNT_CODES
from optimizer.funding.data import FundingData, Limit

MOST_POINTS = 1000
WITHOUT_LEVEL = ("must_fund", "requires")


@dataclass(frozen=True)
class Range:
    """From where to where, in so many points; ``50%`` is of the limit's own value, ``9000000`` a value as it stands."""

    start: str = "50%"
    end: str = "150%"
    count: int = 11

    def values(self, limit: Limit) -> tuple[float, ...]:
        """The values of the limit, evenly spread, both ends included; whole ones where the limit counts requests.

        Raises
        ------
        UsageError
            An end is no number, the first is not below the last, or there are too few or too many points.
        """
        if not 2 <= self.count <= MOST_POINTS:  # noqa: PLR2004  # two ends
            raise UsageError(f"--points {self.count}: 2 to {MOST_POINTS} are possible. Nothing was solved.")
        start, end = _value("--from", self.start, limit), _value("--to", self.end, limit)
        if start >= end:
            raise UsageError(
                f"--from {self.start} is {start:,g} and --to {self.end} is {end:,g}: the first must be below the last. "
                "Nothing was solved."
            )
        spread = [start + (end - start) * place / (self.count - 1) for place in range(self.count)]
        if limit.code in COUNT_CODES:
            return tuple(dict.fromkeys(float(round(value)) for value in spread))
        return tuple(spread)


def _value(option: str, text: str, limit: Limit) -> float:
    """An end of the range as a value of the limit."""
    written = text.strip().replace("_", "")
    is_part = written.endswith("%")
    try:
        number = float(written.removesuffix("%"))
    except ValueError:
        number = float("nan")
    if not isfinite(number) or number < 0:
        raise UsageError(
            f"{option} {text!r}: 0 or more is expected, such as 50% (of the limit's own value) or 9000000. "
            "Nothing was solved."
        )
    if is_part and limit.value <= 0:
        raise UsageError(
            f"{option} {text}: {limit.name} is {limit.value:g}, of which there is no part. Nothing was solved. "
            "Give values."
        )
    return number / 100 * limit.value if is_part else number


def limit_called(data: FundingData, name: str) -> Limit:
    """The limit that ``name`` means: its code where there is one such limit, else its code and subject.

    Raises
    ------
    UsageError
        There is none, there are several, or it has no level or cannot bind.
    """
    wanted = " ".join(name.split())
    found = [limit for limit in data.limits if wanted in {limit.code, limit.name}]
    known = ", ".join(limit.name for limit in data.limits if limit.code not in WITHOUT_LEVEL) or "none"
    if len(found) != 1:
        how_many = "no limit is" if not found else f"{len(found)} limits are"
        raise UsageError(f"--limit {name!r}: {how_many} called so. Nothing was solved. Name one of: {known}.")
    if wanted in WITHOUT_LEVEL or found[0].code in WITHOUT_LEVEL:
        raise UsageError(
            f"--limit {name}: {found[0].words(data.currency)}; it has no level to change. Nothing was solved. "
            f"Name one of: {known}."
        )
    missing = data.missing(found[0])
    if missing:
        raise UsageError(
            f"--limit {name}: nothing gives {' and '.join(missing)}, so it cannot bind. Nothing was solved."
        )
    return found[0]


def with_value(data: FundingData, limit: Limit, value: float) -> FundingData:
    """The same problem with another value of one limit."""
    limits = tuple(replace(one, value=value) if one is limit or one == limit else one for one in data.limits)
    return replace(data, limits=limits)
