SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_funding_chance
Purpose: How often would each request of the latest decision be funded?
Grain:   one row per request
Units:   as pred.funding_chance
Reads:   pred.funding_chance, pred.latest_run.   Read by: dashboard.
*/
CREATE OR ALTER VIEW pred.latest_funding_chance
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.funding_request_id,
    p.draw_count,
    p.funded_ratio,
    p.mean_amount,
    p.sentence
FROM pred.funding_chance AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'funding';
GO
