SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_new_hire
Purpose: Whom do the latest plans want to hire?
Grain:   one row per model and kind of hire
Units:   as pred.new_hire
Reads:   pred.new_hire, pred.latest_run.   Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW pred.latest_new_hire
AS
SELECT
    h.run_id,
    r.as_of_date,
    r.batch_id,
    h.model,
    h.hire_number,
    h.practice_id,
    h.staff_level_id,
    h.location_id,
    h.team,
    h.role_name,
    h.start_date,
    h.lead_days,
    h.head_count,
    h.unrounded_head_count,
    h.monthly_cost_amount,
    h.cost_amount,
    h.currency,
    h.sentence
FROM pred.new_hire AS h
INNER JOIN pred.latest_run AS r
    ON r.model = h.model
    AND r.run_id = h.run_id;
GO
