/*
Object:  core.phase_estimate, refresh
Purpose: Recompute the estimated duration of every phase: one new timesheet can move a level's most frequent rate.
Units:   etl.weekly_facts binds the batch; a level's rate is the one that stands on most of its timesheets, of equally frequent ones the highest
Source:  001 appendix 4: working days = BAC / (weighted rate * headcount * 8 h), 7/5 calendar days each.
Reads:   core.timesheet_valued, core.timesheet_week, core.assignment_week, core.phases.   Read by: etl.weekly_facts.
*/
DELETE FROM core.phase_estimate WHERE 1 = 1;
GO

INSERT INTO core.phase_estimate (
    phase_id, first_work_date, planned_hours, planned_employee_count, weighted_rate_per_hour, estimated_days, batch_id
)
SELECT
    d.phase_id,
    d.first_work_date,
    d.planned_hours,
    d.planned_employee_count,
    d.weighted_rate_per_hour,
    CAST(
        CAST(7 * d.bac_amount AS decimal(19,4))
        / NULLIF(CAST(5 * 8 * d.planned_employee_count * d.weighted_rate_per_hour AS decimal(19,6)), 0) AS decimal(19,6)
    ),
    CAST(@batch_id AS int)
FROM (
    SELECT
        p.phase_id,
        p.bac_amount,
        worked.first_work_date,
        planned_hours = COALESCE(planned.planned_hours, 0),
        planned_employee_count = COALESCE(planned.planned_employee_count, 0),
        weighted_rate_per_hour = CAST(
            CAST(planned.priced_amount AS decimal(19,4)) / NULLIF(CAST(planned.priced_hours AS decimal(19,4)), 0) AS decimal(19,6)
        )
    FROM core.phases AS p
    LEFT JOIN (
        SELECT t.phase_id, first_work_date = MIN(t.first_work_date)
        FROM core.timesheet_week AS t
        GROUP BY t.phase_id
    ) AS worked
        ON worked.phase_id = p.phase_id
    LEFT JOIN (
        SELECT
            a.phase_id,
            planned_hours = SUM(a.assigned_hours),
            planned_employee_count = COUNT(DISTINCT a.employee_id),
            priced_hours = SUM(CASE WHEN l.charge_out_rate_per_hour IS NOT NULL THEN a.assigned_hours END),
            priced_amount = SUM(a.assigned_hours * CAST(l.charge_out_rate_per_hour AS decimal(13,4)))
        FROM core.assignment_week AS a
        INNER JOIN core.employees AS e
            ON e.employee_id = a.employee_id
        LEFT JOIN core.level_rate AS l
            ON l.staff_level_id = e.staff_level_id
        GROUP BY a.phase_id
    ) AS planned
        ON planned.phase_id = p.phase_id
    WHERE worked.phase_id IS NOT NULL OR planned.phase_id IS NOT NULL
) AS d;
GO
