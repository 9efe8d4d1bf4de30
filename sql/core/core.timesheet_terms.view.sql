SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  core.timesheet_terms
Purpose: Who worked, on which terms that day, and when does the row count?
Grain:   one row per timesheet_id that is not deleted
Units:   recognized_date is the later of work and entry date; is_new within onboarding_weeks of the hire date;
         external_ratio and onboarding_ratio are ea and eo
Source:  001 Value Extraction Coefficient; DESIGN section 5.   Read by: core.timesheet_valued.
*/
CREATE OR ALTER VIEW core.timesheet_terms
AS
SELECT
    w.timesheet_id,
    w.phase_id,
    w.engagement_id,
    w.employee_id,
    w.practice_id,
    w.staff_level_id,
    w.work_date,
    w.entry_date,
    w.posting_date,
    recognized_date = CASE WHEN w.entry_date > w.work_date THEN w.entry_date ELSE w.work_date END,
    w.hours,
    w.charge_out_rate_per_hour,
    w.surcharge_amount,
    ac_amount = CAST(w.standard_price_amount + w.surcharge_amount * w.ac_includes_surcharge AS decimal(19,4)),
    w.is_billable,
    w.is_external,
    w.is_new,
    external_ratio = CAST(CASE WHEN w.is_external = 1 THEN 1 - w.external_discount ELSE 1 END AS decimal(7,6)),
    onboarding_ratio = CAST(CASE WHEN w.is_new = 1 THEN 1 - w.onboarding_discount ELSE 1 END AS decimal(7,6))
FROM (
    SELECT
        t.timesheet_id,
        t.phase_id,
        p.engagement_id,
        t.employee_id,
        practice_id = COALESCE(c.practice_id, e.practice_id),
        staff_level_id = COALESCE(t.staff_level_id, c.staff_level_id, e.staff_level_id),
        t.work_date,
        t.entry_date,
        t.posting_date,
        t.hours,
        t.charge_out_rate_per_hour,
        t.standard_price_amount,
        t.surcharge_amount,
        q.ac_includes_surcharge,
        q.external_discount,
        q.onboarding_discount,
        is_billable = CAST(CASE WHEN t.is_billable = 1 AND g.is_billable = 1 THEN 1 ELSE 0 END AS bit),
        e.is_external,
        is_new = CAST(CASE
            WHEN t.work_date >= e.hire_date AND DATEDIFF(DAY, e.hire_date, t.work_date) < 7 * q.onboarding_weeks THEN 1
            ELSE 0
        END AS bit)
    FROM core.timesheets AS t
    INNER JOIN core.phases AS p
        ON p.phase_id = t.phase_id
    INNER JOIN core.engagements AS g
        ON g.engagement_id = p.engagement_id
    INNER JOIN core.employees AS e
        ON e.employee_id = t.employee_id
    LEFT JOIN core.employee_contract AS c
        ON c.employee_id = t.employee_id
        AND t.work_date >= c.effective_from
        AND t.work_date <= c.effective_to
    CROSS JOIN ops.kpi_parameter AS q
    WHERE t.is_deleted = 0
) AS w;
GO
