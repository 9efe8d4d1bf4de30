SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_funding_strategy
Purpose: What would the money of the latest decision return if it were shared another way?
Grain:   one row per strategy
Units:   as pred.funding_strategy
Reads:   pred.funding_strategy, pred.latest_run.   Read by: dashboard.
*/
CREATE OR ALTER VIEW pred.latest_funding_strategy
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.strategy_name,
    p.is_chosen,
    p.funded_count,
    p.amount,
    p.expected_return_amount,
    p.return_ratio,
    p.objective_value,
    p.currency,
    p.sentence
FROM pred.funding_strategy AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'funding';
GO
