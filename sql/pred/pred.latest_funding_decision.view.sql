SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_funding_decision
Purpose: Which requests get how much, by the last published decision?
Grain:   one row per request
Units:   amounts in the request's currency
Reads:   pred.funding_decision, pred.latest_run.   Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW pred.latest_funding_decision
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.funding_request_id,
    p.is_funded,
    p.funded_amount,
    p.expected_return_amount,
    p.rank_number,
    p.sentence
FROM pred.funding_decision AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'funding';
GO
