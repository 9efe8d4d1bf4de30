"""A phase at the end of a week: AC, burn, VEC, PV, EV, SPI and the rest (001 Key Metrics Derivation)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from tests.reference.firm import Firm, Phase, monday_of
from tests.reference.schedule import BASELINES, chosen_baseline
from tests.reference.worth import actual_cost, extracted, recognized, rounded_fraction

CPI_PROXY = Fraction(98, 100)
TOLERANCE = Fraction(5, 100)


def ratio(part: Decimal | None, whole: Decimal | None, digits: int = 6) -> Decimal | None:
    if part is None or not whole:
        return None
    return rounded_fraction(Fraction(part) / Fraction(whole), digits)


@dataclass
class PhaseOracle:
    """Everything about one phase of a firm."""

    firm: Firm
    phase: Phase

    @cached_property
    def rows(self) -> list[tuple[date, Decimal, Decimal, Decimal, Decimal]]:
        """(recognized, hours, AC, surcharge, extracted) of every row that counts by the reporting date."""
        return [
            (recognized(t), t.hours, actual_cost(self.firm, t), t.surcharge, extracted(self.firm, t))
            for t in self.firm.times
            if (t.engagement, t.phase) == (self.phase.engagement, self.phase.number)
            and recognized(t) <= self.firm.reporting_date
        ]

    @property
    def first_monday(self) -> date | None:
        planned = [
            a.monday
            for a in self.firm.assignments
            if (a.engagement, a.phase) == (self.phase.engagement, self.phase.number) and a.hours
        ]
        days = [row[0] for row in self.rows] + planned + ([self.phase.start] if self.phase.start else [])
        return monday_of(min(days)) if days else None

    @property
    def mondays(self) -> list[date]:
        """The weeks that report, up to the week of the reporting date."""
        first, last = self.first_monday, monday_of(self.firm.reporting_date)
        return [] if first is None else [first + timedelta(days=7 * i) for i in range((last - first).days // 7 + 1)]

    def as_of(self, monday: date) -> date:
        is_current = monday == monday_of(self.firm.reporting_date)
        return self.firm.reporting_date if is_current else monday + timedelta(days=6)

    def sums(self, as_of: date) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """Hours, AC, surcharge and extracted value to date."""
        counted = [row for row in self.rows if row[0] <= as_of]
        return tuple(sum((row[i] for row in counted), Decimal(0)) for i in (1, 2, 3, 4))  # type: ignore[return-value]

    def baselines(self, as_of: date) -> dict[str, tuple[Decimal | None, Decimal | None]]:
        """Schedule % and PV by each baseline."""
        result = {}
        for name, share in BASELINES.items():
            part = share(self.firm, self.phase, as_of)
            pv = (
                None if part is None or self.phase.bac is None else rounded_fraction(Fraction(self.phase.bac) * part, 4)
            )
            result[name] = (None if part is None else rounded_fraction(part, 6), pv)
        return result

    def earned(self, as_of: date) -> tuple[str, Decimal | None]:
        """EV method and EV."""
        hours, ac, _, _ = self.sums(as_of)
        reports = sorted(
            (
                p
                for p in self.firm.progress
                if (p.engagement, p.phase, p.reported <= as_of) == (self.phase.engagement, self.phase.number, True)
            ),
            key=lambda p: p.reported,
        )
        done = next((p.done_ratio for p in reversed(reports) if p.done_ratio is not None), None)
        remaining = next((p.remaining_hours for p in reversed(reports) if p.remaining_hours is not None), None)
        wanted, bac = self.phase.ev_method, self.phase.bac
        if done is not None and wanted in {"physical", "milestone", None}:
            return wanted or "physical", None if bac is None else rounded_fraction(Fraction(bac) * Fraction(done), 4)
        if remaining is not None and wanted in {"hours_etc", None}:
            total = hours + remaining
            return "hours_etc", None if bac is None or not total else rounded_fraction(
                Fraction(bac) * Fraction(hours) / Fraction(total), 4
            )
        return "cpi_proxy", rounded_fraction(Fraction(ac) * CPI_PROXY, 4)

    def parts(self, monday: date) -> dict[str, Decimal | None]:
        """The additive parts at the end of a week."""
        as_of = self.as_of(monday)
        hours, ac, surcharge, value = self.sums(as_of)
        baseline = chosen_baseline(self.firm, self.phase)
        share, pv = self.baselines(as_of)[baseline] if baseline else (None, None)
        method, ev = self.earned(as_of)
        return {
            "hours": hours,
            "bac_amount": self.phase.bac,
            "ac_amount": ac,
            "surcharge_amount": surcharge,
            "extracted_amount": value,
            "schedule_baseline": baseline,
            "schedule_ratio": share,
            "pv_amount": pv,
            "ev_method": method,
            "ev_amount": ev,
        }


def total(parts: Iterable[dict], name: str, where: str | None = None) -> Decimal | None:
    """The sum over phases that have the part (and, if asked, another one); None when none has."""
    values = [p[name] for p in parts if p[name] is not None and (where is None or p[where] is not None)]
    return sum(values, Decimal(0)) if values else None


def measures(parts: list[dict]) -> dict[str, object]:
    """Ratios of sums over any set of phases."""
    budgeted = [p for p in parts if p["bac_amount"] and p["bac_amount"] > 0]
    bac = total(parts, "bac_amount")
    ac, ev, pv = total(budgeted, "ac_amount"), total(parts, "ev_amount"), total(parts, "pv_amount")
    burn, vec = ratio(ac, bac), ratio(total(budgeted, "extracted_amount"), bac)
    earned_ac = total(parts, "ac_amount", "ev_amount")
    cpi = ratio(ev, earned_ac)
    eac = ratio(bac, cpi, 4)
    return {
        "burn": burn,
        "vec": vec,
        "spi": ratio(total(parts, "ev_amount", "pv_amount"), pv),
        "cpi": cpi,
        "sv_amount": None if pv is None else total(parts, "ev_amount", "pv_amount") - pv,  # type: ignore[operator]
        "cv_amount": None if ev is None else ev - earned_ac,  # type: ignore[operator]
        "eac_amount": eac,
        "etc_amount": None if eac is None or ac is None else eac - ac,
        "vac_amount": None if eac is None else bac - eac,  # type: ignore[operator]
        "tcpi": None
        if not budgeted or bac is None
        else ratio(bac - (total(budgeted, "ev_amount") or 0), bac - (ac or 0)),
        "health": health(vec, burn),
    }


def health(vec: Decimal | None, burn: Decimal | None) -> str | None:
    """The VEC × burn matrix of the document, with ≈ as a relative tolerance."""
    if vec is None or burn is None or burn <= 0:
        return None
    column = "about"
    if Fraction(vec) > Fraction(burn) * (1 + TOLERANCE):
        column = "above"
    if Fraction(vec) < Fraction(burn) * (1 - TOLERANCE):
        column = "below"
    row = "over" if Fraction(burn) > 1 + TOLERANCE else "within"
    return {
        ("within", "above"): "Excellent",
        ("within", "about"): "On Track",
        ("within", "below"): "Warning",
        ("over", "above"): "Ambiguous",
        ("over", "about"): "Critical",
        ("over", "below"): "Critical",
    }[row, column]
