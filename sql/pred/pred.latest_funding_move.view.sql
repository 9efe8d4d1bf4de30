SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_funding_move
Purpose: Which moves of money lead to the latest decision?
Grain:   one row per move and transfer
Units:   as pred.funding_move
Reads:   pred.funding_move, pred.latest_run.   Read by: dashboard.
*/
CREATE OR ALTER VIEW pred.latest_funding_move
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.move_number,
    p.transfer_number,
    p.rank_number,
    p.from_funding_request_id,
    p.to_funding_request_id,
    p.amount,
    p.gain_value,
    p.move_gain_value,
    p.cumulative_gain_value,
    p.gain_unit,
    p.sentence
FROM pred.funding_move AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'funding';
GO
