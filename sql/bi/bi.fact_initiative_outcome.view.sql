SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.fact_initiative_outcome
Purpose: What does each initiative get in the last published plan, and what is missing?
Grain:   one row per initiative_key
Units:   *_man_months in months of one person; amounts in currency, over the whole horizon
Source:  BUDGET A.
Reads:   pred.latest_initiative_outcome, core.initiatives, bi.dim_currency.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.fact_initiative_outcome
AS
SELECT
    date_key = CAST(YEAR(o.as_of_date) * 10000 + MONTH(o.as_of_date) * 100 + DAY(o.as_of_date) AS int),
    initiative_key = o.initiative_id,
    currency_key = COALESCE(u.currency_key, 0),
    i.currency,
    o.priority_rank,
    o.priority_score,
    o.effort_target_man_months,
    o.effort_man_months,
    o.shortfall_man_months,
    o.cost_amount,
    o.budget_amount,
    o.sentence,
    o.run_id,
    o.as_of_date,
    o.batch_id
FROM pred.latest_initiative_outcome AS o
INNER JOIN core.initiatives AS i
    ON i.initiative_id = o.initiative_id
LEFT JOIN bi.dim_currency AS u
    ON u.currency = i.currency;
GO
