SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_funding_conflict
Purpose: Which limits contradict each other in the latest funding run?
Grain:   one row per limit of the conflict or of its way out
Units:   as pred.funding_conflict
Reads:   pred.funding_conflict, pred.latest_run.   Read by: dashboard.
*/
CREATE OR ALTER VIEW pred.latest_funding_conflict
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.conflict_number,
    p.limit_name,
    p.is_in_conflict,
    p.is_relaxed,
    p.limit_level,
    p.relaxed_level,
    p.unit,
    p.sentence
FROM pred.funding_conflict AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'funding';
GO
