"""Money per hour: the rate card and what an hour costs the firm. Whole dollars, revised each January."""

from datetime import date

from demo.firm import LEVELS, PRACTICES

BASE_YEAR = 2024
BASE_RATE_PER_HOUR = dict(zip(LEVELS, (145, 185, 230, 295, 355, 450), strict=True))
PRACTICE_FACTOR = dict(zip(PRACTICES, (1.06, 1.03, 1.00, 0.97, 1.09), strict=True))
YEARLY_INCREASE = 0.03
INTERNAL_COST_SHARE = 0.40
EXTERNAL_COST_SHARE = 0.66


def standard_rate_per_hour(practice: str, level: str, day: date) -> int:
    """The rate card's charge-out rate on that day, in dollars an hour."""
    growth = (1 + YEARLY_INCREASE) ** (day.year - BASE_YEAR)
    return round(BASE_RATE_PER_HOUR[level] * PRACTICE_FACTOR[practice] * growth)


def cost_per_hour(level: str, day: date, *, is_external: bool) -> float:
    """What an hour of that level costs the firm on that day, in dollars."""
    share = EXTERNAL_COST_SHARE if is_external else INTERNAL_COST_SHARE
    growth = (1 + YEARLY_INCREASE) ** (day.year - BASE_YEAR)
    return round(BASE_RATE_PER_HOUR[level] * share * growth, 2)
