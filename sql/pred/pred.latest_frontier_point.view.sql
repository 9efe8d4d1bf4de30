SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_frontier_point
Purpose: What do the latest plans say more of one goal would cost?
Grain:   one row per model, frontier and point
Units:   as pred.frontier_point
Reads:   pred.frontier_point, pred.latest_run.   Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW pred.latest_frontier_point
AS
SELECT
    f.run_id,
    r.as_of_date,
    r.batch_id,
    f.model,
    f.frontier_name,
    f.point_number,
    f.x_name,
    f.x_value,
    f.x_unit,
    f.y_name,
    f.y_value,
    f.y_unit,
    f.z_name,
    f.z_value,
    f.z_unit,
    f.solve_status,
    f.gap_ratio,
    f.is_chosen,
    f.sentence
FROM pred.frontier_point AS f
INNER JOIN pred.latest_run AS r
    ON r.model = f.model
    AND r.run_id = f.run_id;
GO
