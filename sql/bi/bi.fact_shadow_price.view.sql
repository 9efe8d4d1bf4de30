SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.fact_shadow_price
Purpose: What does each limit of the last published plans cost: what would one more unit of it be worth?
Grain:   one row per model_name and limit_name
Units:   price in unit, of one limit alone: never added
Source:  BUDGET B, C.
Reads:   pred.latest_shadow_price.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.fact_shadow_price
AS
SELECT
    date_key = CAST(YEAR(p.as_of_date) * 10000 + MONTH(p.as_of_date) * 100 + DAY(p.as_of_date) AS int),
    model_name = p.model,
    p.limit_name,
    p.price,
    p.unit,
    p.sentence,
    p.run_id,
    p.as_of_date,
    p.batch_id
FROM pred.latest_shadow_price AS p;
GO
