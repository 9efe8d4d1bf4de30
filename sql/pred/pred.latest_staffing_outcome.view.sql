SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_staffing_outcome
Purpose: What does the last published plan do for each engagement?
Grain:   one row per engagement
Units:   before: with no hours in the horizon; after: at the end of the horizon; spi_shortfall: floor - spi_after where positive, else 0
Reads:   pred.staffing_outcome, pred.latest_run.   Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW pred.latest_staffing_outcome
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.engagement_id,
    p.spi_before,
    p.spi_after,
    p.vec_before,
    p.vec_after,
    p.burn_before,
    p.burn_after,
    p.spi_shortfall,
    p.recommended_hours,
    p.current_hours,
    p.sentence
FROM pred.staffing_outcome AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'staffing';
GO
