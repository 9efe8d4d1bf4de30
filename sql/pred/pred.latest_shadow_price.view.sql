SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_shadow_price
Purpose: What would one more unit of each limit be worth in the last published plans?
Grain:   one row per model and limit
Units:   price in unit
Reads:   pred.shadow_price, pred.latest_run.   Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW pred.latest_shadow_price
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.model,
    p.limit_name,
    p.price,
    p.unit,
    p.sentence
FROM pred.shadow_price AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = p.model;
GO
