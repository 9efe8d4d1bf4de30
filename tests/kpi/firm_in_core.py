"""Puts a firm of the oracle straight into core, as a published batch would leave it, and refreshes the weekly facts."""

from etl.weekly_facts import refresh_all
from sql.engine import Database, Transaction
from tests.kpi.core_rows import CURRENCY, HASH, SOURCE, insert, numbered, open_batch, set_reporting_date
from tests.reference.firm import Firm, Time


class FirmInCore:
    """A firm whose employees, phases and so on have the id of their place in its lists, from 1."""

    def __init__(self, firm: Firm) -> None:
        self.firm = firm
        self.levels = numbered(
            [e.level for e in firm.employees]
            + [t.level for t in firm.times if t.level]
            + [r.level for r in firm.rates if r.level]
        )
        self.practices = numbered(e.practice for e in [*firm.employees, *firm.engagements] if e.practice)
        self.clients = numbered(firm.clients)
        self.employees = numbered(e.number for e in firm.employees)
        self.engagements = numbered(e.number for e in firm.engagements)
        self.phases = numbered((p.engagement, p.number) for p in firm.phases)

    def load(self, database: Database, *, batch_id: int = 1) -> dict[str, int]:
        """Insert everything and recompute every week; rows written, by weekly fact."""
        with database.transaction() as transaction:
            open_batch(transaction, batch_id)
            self.insert_people(transaction, batch_id)
            self.insert_work(transaction, batch_id)
            insert_times(transaction, self, self.firm.times, first_id=1, batch_id=batch_id)
            set_reporting_date(transaction, self.firm.reporting_date, setting_id=1)
            if self.firm.includes_surcharge:
                transaction.execute(
                    "UPDATE ops.parameter SET parameter_value = '1' WHERE parameter_code = 'ac_includes_surcharge'"
                )
            return refresh_all(transaction, batch_id)

    def insert_people(self, transaction: Transaction, batch_id: int) -> None:
        firm = self.firm
        insert(
            transaction,
            "core.staff_levels",
            "staff_level_id staff_level_code staff_level_name seniority_rank is_manager_or_above",
            [(i, level, level, i, "MANAGER" in level.upper()) for level, i in self.levels.items()],
            batch_id,
        )
        insert(
            transaction,
            "core.practices",
            "practice_id source_system practice_source_id practice_name row_sha256",
            [(i, SOURCE, practice, f"Practice {practice}", HASH) for practice, i in self.practices.items()],
            batch_id,
        )
        insert(
            transaction, "core.locations", "location_id location_code location_name", [(1, "HQ", "Office")], batch_id
        )
        insert(
            transaction,
            "core.employees",
            "employee_id source_system employee_source_id employee_name practice_id staff_level_id location_id is_external "
            "hire_date termination_date currency row_sha256",
            [
                (
                    self.employees[e.number], SOURCE, e.number, e.name, self.practices.get(e.practice), self.levels[e.level], 1,
                    e.is_external, e.hired, e.left, CURRENCY, HASH,
                )
                for e in firm.employees
            ],
            batch_id,
        )  # fmt: skip
        insert(
            transaction,
            "core.employment",
            "employee_id effective_from effective_to contracted_hours row_sha256",
            [(self.employees[c.employee], c.first_day, c.last_day, c.hours, HASH) for c in firm.contracts],
            batch_id,
        )
        insert(
            transaction,
            "core.vacations",
            "vacation_id source_system vacation_source_id employee_id start_date end_date hours_per_day is_approved row_sha256",
            [
                (
                    i,
                    SOURCE,
                    str(i),
                    self.employees[a.employee],
                    a.first_day,
                    a.last_day,
                    a.hours_per_day,
                    a.is_approved,
                    HASH,
                )
                for i, a in enumerate(firm.absences, 1)
            ],
            batch_id,
        )
        insert(
            transaction,
            "core.holidays",
            "location_id holiday_date holiday_name",
            [(1, day, "Holiday") for day in sorted(firm.holidays)],
            batch_id,
        )

    def insert_work(self, transaction: Transaction, batch_id: int) -> None:
        firm = self.firm
        insert(
            transaction,
            "core.clients",
            "client_id source_system client_source_id client_name row_sha256",
            [(i, SOURCE, number, firm.clients[number], HASH) for number, i in self.clients.items()],
            batch_id,
        )
        insert(
            transaction,
            "core.engagements",
            "engagement_id source_system engagement_source_id engagement_name client_id practice_id engagement_status "
            "is_billable actual_end_date currency row_sha256",
            [
                (
                    self.engagements[g.number], SOURCE, g.number, g.name, self.clients[g.client], self.practices.get(g.practice),
                    g.status, g.is_billable, g.ended, CURRENCY, HASH,
                )
                for g in firm.engagements
            ],
            batch_id,
        )  # fmt: skip
        insert(
            transaction,
            "core.phases",
            "phase_id engagement_id source_system phase_source_id phase_name bac_amount currency baseline_start_date "
            "baseline_end_date schedule_baseline ev_method row_sha256",
            [
                (
                    self.phases[p.engagement, p.number], self.engagements[p.engagement], SOURCE, p.number, p.name, p.bac, CURRENCY,
                    p.start, p.end, p.baseline, p.ev_method, HASH,
                )
                for p in firm.phases
            ],
            batch_id,
        )  # fmt: skip
        insert(
            transaction,
            "core.phase_progress",
            "phase_id reported_date progress_ratio remaining_hours row_sha256",
            [
                (self.phases[p.engagement, p.phase], p.reported, p.done_ratio, p.remaining_hours, HASH)
                for p in firm.progress
            ],
            batch_id,
        )
        insert(
            transaction,
            "core.rate_cards",
            "rate_card_id practice_id staff_level_id effective_from standard_rate_per_hour currency row_sha256",
            [
                (i, self.practices[r.practice], self.levels[r.level], r.first_day, r.rate, CURRENCY, HASH)
                for i, r in enumerate(firm.rates, 1)
                if r.practice and r.level
            ],
            batch_id,
        )
        insert(
            transaction,
            "core.engagement_rates",
            "engagement_id employee_id effective_from standard_rate_per_hour currency row_sha256",
            [
                (self.engagements[r.engagement], self.employees[r.employee], r.first_day, r.rate, CURRENCY, HASH)
                for r in firm.rates
                if r.engagement and r.employee
            ],
            batch_id,
        )
        insert(
            transaction,
            "core.assignments",
            "assignment_id source_system assignment_source_id phase_id employee_id week_start_date planned_hours row_sha256",
            [
                (
                    i,
                    SOURCE,
                    str(i),
                    self.phases[a.engagement, a.phase],
                    self.employees[a.employee],
                    a.monday,
                    a.hours,
                    HASH,
                )
                for i, a in enumerate(firm.assignments, 1)
            ],
            batch_id,
        )


def insert_times(
    transaction: Transaction, core: FirmInCore, times: list[Time], *, first_id: int, batch_id: int
) -> None:
    insert(
        transaction,
        "core.timesheets",
        "timesheet_id source_system timesheet_source_id phase_id employee_id staff_level_id work_date entry_date posting_date hours "
        "charge_out_rate_per_hour standard_price_amount surcharge_amount currency is_billable row_sha256",
        [
            (
                i, SOURCE, str(i), core.phases[t.engagement, t.phase], core.employees[t.employee],
                core.levels[t.level] if t.level else None, t.worked, t.entered, t.posted, t.hours, t.rate, t.price, t.surcharge,
                CURRENCY, t.is_billable, HASH,
            )
            for i, t in enumerate(times, first_id)
        ],
        batch_id,
    )  # fmt: skip
