SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.fact_staffing_plan
Purpose: Who should work where, week by week, and why, by the last published plan?
Grain:   one row per employee_key, phase_key and week_start_date
Units:   hours of the week; current_hours: planned when the run started; recommended_hours 0 takes somebody off; practice and level are the employee's
Source:  STAFFING.
Reads:   pred.latest_staffing_plan, pred.latest_staffing_explanation, core.phases, core.engagements, core.employees.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.fact_staffing_plan
AS
SELECT
    date_key = CAST(YEAR(p.week_start_date) * 10000 + MONTH(p.week_start_date) * 100 + DAY(p.week_start_date) AS int),
    p.week_start_date,
    employee_key = p.employee_id,
    phase_key = p.phase_id,
    engagement_key = f.engagement_id,
    client_key = g.client_id,
    engagement_practice_key = COALESCE(g.practice_id, 0),
    practice_key = COALESCE(e.practice_id, 0),
    level_key = COALESCE(e.staff_level_id, 0),
    p.recommended_hours,
    p.current_hours,
    changed_hours = CAST(p.recommended_hours - p.current_hours AS decimal(9,2)),
    p.is_new_assignment,
    p.is_pinned,
    x.limiting_rule,
    x.sentence,
    p.run_id,
    p.as_of_date,
    p.batch_id
FROM pred.latest_staffing_plan AS p
INNER JOIN core.phases AS f
    ON f.phase_id = p.phase_id
INNER JOIN core.engagements AS g
    ON g.engagement_id = f.engagement_id
INNER JOIN core.employees AS e
    ON e.employee_id = p.employee_id
LEFT JOIN pred.latest_staffing_explanation AS x
    ON x.employee_id = p.employee_id
    AND x.phase_id = p.phase_id;
GO
