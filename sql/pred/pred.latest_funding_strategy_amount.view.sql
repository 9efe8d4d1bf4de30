SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_funding_strategy_amount
Purpose: What would each request get under the other strategies?
Grain:   one row per strategy and request
Units:   as pred.funding_strategy_amount
Reads:   pred.funding_strategy_amount, pred.latest_run.   Read by: dashboard.
*/
CREATE OR ALTER VIEW pred.latest_funding_strategy_amount
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.strategy_name,
    p.funding_request_id,
    p.amount,
    p.difference_amount
FROM pred.funding_strategy_amount AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'funding';
GO
