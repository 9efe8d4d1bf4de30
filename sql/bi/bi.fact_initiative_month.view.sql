SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.fact_initiative_month
Purpose: What does each initiative take of people and money, month by month, by the last published plan?
Grain:   one row per initiative_key and month_start_date
Units:   man_months in months of one person; cost_amount in the initiative's currency, additive
Source:  BUDGET A.
Reads:   pred.latest_budget_allocation, core.initiatives, bi.dim_currency.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.fact_initiative_month
AS
SELECT
    date_key = CAST(YEAR(a.month_start_date) * 10000 + MONTH(a.month_start_date) * 100 + DAY(a.month_start_date) AS int),
    a.month_start_date,
    initiative_key = a.initiative_id,
    currency_key = COALESCE(u.currency_key, 0),
    i.currency,
    man_months = CAST(SUM(a.share_ratio) AS decimal(19,6)),
    employee_count = CAST(COUNT(*) AS int),
    cost_amount = CAST(SUM(a.cost_amount) AS decimal(19,4)),
    a.run_id,
    a.as_of_date,
    a.batch_id
FROM pred.latest_budget_allocation AS a
INNER JOIN core.initiatives AS i
    ON i.initiative_id = a.initiative_id
LEFT JOIN bi.dim_currency AS u
    ON u.currency = i.currency
GROUP BY
    a.month_start_date,
    a.initiative_id,
    u.currency_key,
    i.currency,
    a.run_id,
    a.as_of_date,
    a.batch_id;
GO
