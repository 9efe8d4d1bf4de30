"""A consultant's week: capacity, bench, utilization, realization (001 appendix 4; DESIGN section 5)."""

from datetime import date, timedelta
from decimal import Decimal

from tests.reference.earned_value import ratio
from tests.reference.firm import Firm, monday_of, rounded
from tests.reference.worth import contract_on, recognized

OUTLOOK_WEEKS = 26


def span(firm: Firm) -> list[date]:
    """The weeks that capacity covers."""
    active = [t.worked for t in firm.times] + [a.monday for a in firm.assignments if a.hours]
    last = max([a.monday for a in firm.assignments if a.hours] + [firm.reporting_date + timedelta(weeks=OUTLOOK_WEEKS)])
    first = monday_of(min([*active, last]))
    return [first + timedelta(weeks=i) for i in range((monday_of(last) - first).days // 7 + 1)]


def capacity(firm: Firm, employee: str, monday: date) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
    """Contracted, vacation, holiday and capacity hours; None when not employed on any weekday of the week."""
    contracted = vacation = holiday = Decimal(0)
    is_employed = False
    for day in (monday + timedelta(days=i) for i in range(5)):
        contract = contract_on(firm, employee, day)
        if contract is None:
            continue
        is_employed = True
        day_hours = contract.hours / 5
        contracted += day_hours
        leave = [
            a for a in firm.absences if a.employee == employee and a.is_approved and a.first_day <= day <= a.last_day
        ]
        if day in firm.holidays:
            holiday += day_hours
        elif leave:
            vacation += min(day_hours, max(day_hours if a.hours_per_day is None else a.hours_per_day for a in leave))
    if not is_employed:
        return None
    contracted, vacation, holiday = (rounded(v, 2) for v in (contracted, vacation, holiday))
    return contracted, vacation, holiday, max(contracted - vacation - holiday, Decimal(0))


def consultant_weeks(firm: Firm) -> dict[tuple[str, date], dict[str, object]]:
    """Every week in which somebody has capacity, an assignment or recognized time."""
    result: dict[tuple[str, date], dict[str, object]] = {}
    is_billable = {e.number: e.is_billable for e in firm.engagements}
    assigned: dict[tuple[str, date], Decimal] = {}
    for a in firm.assignments:
        if a.hours:
            assigned[a.employee, a.monday] = assigned.get((a.employee, a.monday), Decimal(0)) + a.hours
    worked: dict[tuple[str, date], tuple[Decimal, Decimal]] = {}
    for t in firm.times:
        if recognized(t) <= firm.reporting_date:
            key = t.employee, monday_of(t.worked)
            all_hours, billable = worked.get(key, (Decimal(0), Decimal(0)))
            counts = t.is_billable and is_billable[t.engagement]
            worked[key] = all_hours + t.hours, billable + (t.hours if counts else 0)
    keys = {(e.number, monday) for e in firm.employees for monday in span(firm) if capacity(firm, e.number, monday)}
    for employee, monday in keys | set(assigned) | set(worked):
        none = (Decimal(0),) * 4
        contracted, vacation, holiday, capacity_hours = capacity(firm, employee, monday) or none
        assigned_hours = assigned.get((employee, monday), Decimal(0))
        _, billable = worked.get((employee, monday), (Decimal(0), Decimal(0)))
        is_past = monday <= monday_of(firm.reporting_date)
        result[employee, monday] = {
            "contracted_hours": contracted,
            "vacation_hours": vacation,
            "holiday_hours": holiday,
            "capacity_hours": capacity_hours,
            "assigned_hours": assigned_hours,
            "billable_hours": billable,
            "bench_ratio": ratio(capacity_hours - assigned_hours, capacity_hours),
            "utilization_ratio": ratio(billable, capacity_hours) if is_past else None,
            "realization_ratio": ratio(billable, assigned_hours) if is_past else None,
            "has_vacation_conflict": vacation > 0 and assigned_hours > capacity_hours,
        }
    return result
