"""What an hour of a consultant on an engagement costs and is worth."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from optimizer.staffing.firm.parameter_values import ParameterValues
from optimizer.staffing.firm.tables import Tables
from sql.database import Row

WEEK_DAYS = 7


@dataclass(frozen=True)
class Rate:
    """``charge`` and ``value`` per hour; ``value`` is charge x d x ea x eo (DESIGN section 5)."""

    charge: float
    value: float
    source: str


class Rates:
    """The rates in force in the first week of the horizon.

    The charge-out rate is, in order: negotiated for the employee on the engagement; the one most often charged there;
    the rate card of practice and level; the engagement's standard rate; the level's most frequent rate (an estimate).
    The standard rate, the divisor of d, is in the order of DESIGN section 5.
    """

    def __init__(self, tables: Tables, parameters: ParameterValues) -> None:
        standard, self._parameters = tables["standard_rates"], parameters
        self._first_week = tables.weeks[0]
        self._negotiated = _by(tables["negotiated_rates"], "engagement_id", "employee_id")
        self._charged = _by(tables["charged_rates"], "engagement_id", "employee_id")
        self._card = _by([row for row in standard if row["employee_id"] is None], "practice_id", "staff_level_id")
        own = [row for row in standard if row["employee_id"] is not None]
        self._standard = _by(own, "engagement_id", "employee_id")
        self._level = _by(tables["level_rates"], "staff_level_id")

    def of(self, employee: Row, engagement_id: int) -> Rate | None:
        """The rate of one employee on one engagement; None when nothing is known."""
        pair, cell = (engagement_id, employee["employee_id"]), (employee["practice_id"], employee["staff_level_id"])
        card, standard = self._card.get(cell), self._standard.get(pair)
        charge = {
            "negotiated": self._negotiated.get(pair),
            "charged before": self._charged.get(pair),
            "rate card": card,
            "standard rate": standard,
            "level": self._level.get((employee["staff_level_id"],)),
        }
        source = next((name for name, rate in charge.items() if rate), None)
        rate = charge[source] if source else None
        if source is None or rate is None:
            return None
        list_price = card or standard or self._charged.get(pair) or rate
        return Rate(rate, rate * (rate / list_price) * self._efficiency(employee), source)

    def _efficiency(self, employee: Row) -> float:
        """Ea x eo: externals and the newly hired are worth less (001, extracted value)."""
        external = 1 - self._parameters.number("external_discount") if employee["is_external"] else 1.0
        return external * (1 - self._parameters.number("onboarding_discount") if self.is_new(employee) else 1.0)

    def is_new(self, employee: Row) -> bool:
        """Whether the employee is within the onboarding weeks on the first day of the horizon."""
        hired: date | None = employee["hire_date"]
        limit_days = WEEK_DAYS * self._parameters.number("onboarding_weeks")
        return hired is not None and (self._first_week - hired).days < limit_days


def _by(rows: list[Row], *keys: str) -> dict[tuple[int, ...], float]:
    """Key -> rate per hour."""
    key: Callable[[Row], tuple[int, ...]] = lambda row: tuple(row[name] for name in keys)  # noqa: E731
    return {key(row): float(row["rate_per_hour"]) for row in rows}
