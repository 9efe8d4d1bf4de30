"""What the database knows about a staffing horizon, as rows; every formula behind them is in SQL."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sql.database import Reader, Row

ENGAGEMENTS = """
SELECT
    e.engagement_id, e.engagement_source_id, e.engagement_name, e.strategic_weight, e.risk_coefficient, e.currency,
    k.ac_amount, k.ev_amount, k.extracted_amount, o.bac_amount, o.pv_amount
FROM core.engagements AS e
LEFT JOIN kpi.engagement_latest AS k ON k.engagement_id = e.engagement_id
LEFT JOIN (
    SELECT w.engagement_id, bac_amount = SUM(w.bac_amount), pv_amount = SUM(w.pv_amount)
    FROM kpi.phase_outlook_week AS w
    WHERE w.week_start_date = :last_week
    GROUP BY w.engagement_id
) AS o ON o.engagement_id = e.engagement_id
WHERE e.is_deleted = 0
    AND (
        e.engagement_status = 'active'
        OR (e.engagement_status = 'pipeline' AND e.engagement_source_id IN (:may_be_won))
    )
    AND (e.actual_end_date IS NULL OR e.actual_end_date >= :first_week)
ORDER BY e.engagement_id;
"""
PHASES = """
SELECT
    p.phase_id, p.engagement_id, p.phase_source_id, p.phase_name, p.baseline_start_date, p.baseline_end_date,
    p.bac_amount, k.ac_amount
FROM core.phases AS p
LEFT JOIN kpi.phase_latest AS k ON k.phase_id = p.phase_id
WHERE p.is_deleted = 0 AND (p.actual_end_date IS NULL OR p.actual_end_date >= :first_week)
    AND (p.baseline_start_date IS NULL OR p.baseline_start_date <= :last_day)
ORDER BY p.phase_id;
"""
EMPLOYEES = """
SELECT
    e.employee_id, e.employee_source_id, e.employee_name, e.is_external, e.hire_date,
    practice_id = COALESCE(c.practice_id, e.practice_id), staff_level_id = COALESCE(c.staff_level_id, e.staff_level_id),
    e.currency
FROM core.employees AS e
LEFT JOIN core.employee_contract AS c
    ON c.employee_id = e.employee_id AND c.effective_from <= :first_week AND c.effective_to >= :first_week
WHERE e.is_deleted = 0 AND (e.termination_date IS NULL OR e.termination_date >= :first_week)
ORDER BY e.employee_id;
"""
CELLS = """
SELECT p.practice_id, p.practice_name, l.staff_level_id, l.staff_level_name
FROM core.practices AS p
CROSS JOIN core.staff_levels AS l
ORDER BY p.practice_id, l.seniority_rank, l.staff_level_id;
"""
CAPACITY = """
SELECT employee_id, week_start_date, capacity_hours
FROM core.capacity_week
WHERE week_start_date BETWEEN :first_week AND :last_week;
"""
ASSIGNMENTS = """
SELECT phase_id, employee_id, week_start_date, assigned_hours
FROM core.assignment_week
WHERE week_start_date BETWEEN :week_before AND :last_week AND assigned_hours > 0
ORDER BY phase_id, employee_id, week_start_date;
"""
PLANNED_LATER = """
SELECT DISTINCT phase_id FROM core.assignment_week WHERE week_start_date > :last_week AND assigned_hours > 0;
"""
WORKED = """
SELECT
    phase_id, employee_id, hours = SUM(hours),
    hours_before = SUM(CASE WHEN work_week_start_date = :week_before THEN hours ELSE 0 END)
FROM core.timesheet_week
GROUP BY phase_id, employee_id
ORDER BY phase_id, employee_id;
"""
TARGETS = """
SELECT engagement_id, practice_id, staff_level_id, target_ratio
FROM core.staffing_targets
WHERE target_ratio > 0
ORDER BY engagement_id, practice_id, staff_level_id;
"""
NEGOTIATED_RATES = """
SELECT r.engagement_id, r.employee_id, rate_per_hour = r.charge_out_rate_per_hour
FROM core.engagement_rates AS r
WHERE r.charge_out_rate_per_hour > 0 AND r.effective_from = (
    SELECT MAX(n.effective_from)
    FROM core.engagement_rates AS n
    WHERE n.engagement_id = r.engagement_id AND n.employee_id = r.employee_id
        AND n.charge_out_rate_per_hour > 0 AND n.effective_from <= :first_week
);
"""
STANDARD_RATES = """
SELECT practice_id, staff_level_id, engagement_id, employee_id, rate_per_hour = standard_rate_per_hour
FROM core.standard_rate
WHERE from_date <= :first_week AND before_date > :first_week;
"""
CHARGED_RATES = "SELECT engagement_id, employee_id, rate_per_hour = modal_rate_per_hour FROM core.modal_rate;"
LEVEL_RATES = "SELECT staff_level_id, rate_per_hour = charge_out_rate_per_hour FROM core.level_rate;"
MISSING_SKILLS = """
SELECT DISTINCT n.phase_id, e.employee_id
FROM core.phase_skills AS n
CROSS JOIN core.employees AS e
LEFT JOIN core.employee_skills AS s
    ON s.employee_id = e.employee_id AND s.skill_id = n.skill_id
    AND COALESCE(s.proficiency_level, 1) >= n.minimum_proficiency_level
WHERE n.is_mandatory = 1 AND s.skill_id IS NULL;
"""
DECISIONS = """
SELECT decision_id, employee_id, phase_id, week_start_date, decision_kind, hours
FROM app.decision
WHERE is_active = 1 AND (week_start_date IS NULL OR week_start_date BETWEEN :first_week AND :last_week)
ORDER BY decision_id;
"""
PUBLISHED = """
SELECT employee_id, phase_id, week_start_date, recommended_hours
FROM pred.latest_staffing_plan
WHERE week_start_date BETWEEN :week_before AND :last_week;
"""
MONTHLY_COSTS = """
SELECT practice_id, staff_level_id, people = COUNT(*), total_cost_amount = SUM(monthly_cost_amount)
FROM core.employees
WHERE is_deleted = 0 AND is_external = 0 AND monthly_cost_amount > 0
    AND practice_id IS NOT NULL AND staff_level_id IS NOT NULL
    AND (termination_date IS NULL OR termination_date >= :first_week)
GROUP BY practice_id, staff_level_id
ORDER BY practice_id, staff_level_id;
"""
PARAMETERS = "SELECT parameter_code, parameter_value FROM ops.parameter_current;"
QUERIES = {
    "engagements": ENGAGEMENTS,
    "phases": PHASES,
    "employees": EMPLOYEES,
    "cells": CELLS,
    "capacity": CAPACITY,
    "assignments": ASSIGNMENTS,
    "planned_later": PLANNED_LATER,
    "worked": WORKED,
    "targets": TARGETS,
    "negotiated_rates": NEGOTIATED_RATES,
    "standard_rates": STANDARD_RATES,
    "charged_rates": CHARGED_RATES,
    "level_rates": LEVEL_RATES,
    "missing_skills": MISSING_SKILLS,
    "decisions": DECISIONS,
    "published": PUBLISHED,
    "monthly_costs": MONTHLY_COSTS,
    "parameters": PARAMETERS,
}


@dataclass(frozen=True)
class Tables:
    """The rows of each query, and the weeks that they are about."""

    weeks: tuple[date, ...]
    rows: dict[str, list[Row]]

    def __getitem__(self, name: str) -> list[Row]:
        """The rows of one query."""
        return self.rows[name]


def read(
    database: Reader, weeks: tuple[date, ...], week_before: date, last_day: date, may_be_won: Collection[str] = ()
) -> Tables:
    """Everything that a plan of ``weeks`` needs, in eighteen queries; with these engagements of the pipeline."""
    dates = {"first_week": weeks[0], "last_week": weeks[-1], "week_before": week_before, "last_day": last_day}
    values: dict[str, Any] = {**dates, "may_be_won": list(may_be_won) or [""]}
    return Tables(
        weeks,
        {
            name: database.rows(query, **{d: v for d, v in values.items() if f":{d}" in query})
            for name, query in QUERIES.items()
        },
    )
