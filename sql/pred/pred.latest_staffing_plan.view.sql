SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_staffing_plan
Purpose: Who should work where, week by week, by the last published plan?
Grain:   one row per employee, phase and week
Units:   hours of the week; current_hours: planned when the run started; recommended_hours 0 takes somebody off
Reads:   pred.staffing_plan, pred.latest_run.   Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW pred.latest_staffing_plan
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.employee_id,
    p.phase_id,
    p.week_start_date,
    p.recommended_hours,
    p.current_hours,
    p.is_new_assignment,
    p.is_pinned
FROM pred.staffing_plan AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'staffing';
GO
