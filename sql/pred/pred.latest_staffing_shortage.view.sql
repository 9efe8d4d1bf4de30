SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_staffing_shortage
Purpose: Which roles are short of people in the last published plan, in which week, and by how many?
Grain:   one row per practice, staff level and week with unmet demand
Units:   as pred.staffing_shortage
Reads:   pred.staffing_shortage, pred.latest_run.   Read by: dashboard.
*/
CREATE OR ALTER VIEW pred.latest_staffing_shortage
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.practice_id,
    p.staff_level_id,
    p.week_start_date,
    p.demand_hours,
    p.planned_hours,
    p.unmet_hours,
    p.missing_head_count,
    p.sentence
FROM pred.staffing_shortage AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'staffing';
GO
