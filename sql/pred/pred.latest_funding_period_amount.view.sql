SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_funding_period_amount
Purpose: Which request gets how much in which period in the latest decision?
Grain:   one row per request, period and fund
Units:   as pred.funding_period_amount
Reads:   pred.funding_period_amount, pred.latest_run.   Read by: dashboard.
*/
CREATE OR ALTER VIEW pred.latest_funding_period_amount
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.funding_request_id,
    p.period_number,
    p.fund_name,
    p.period_name,
    p.amount,
    p.expected_return_amount
FROM pred.funding_period_amount AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'funding';
GO
