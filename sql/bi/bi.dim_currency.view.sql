SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.dim_currency
Purpose: Which currencies do amounts have? Nothing is converted: amounts of two currencies are never added.
Grain:   one row per currency_key; 0 is no currency
Units:   currency_key is made of the places of the three letters in the alphabet (CAD: 30104), so that it never changes
Reads:   core.phases, core.engagements, core.initiatives, core.funding_requests, ops.data_state.
Read by: Power BI, the facts with amounts.
*/
CREATE OR ALTER VIEW bi.dim_currency
AS
SELECT
    currency_key = CAST(
        10000 * CHARINDEX(SUBSTRING(c.currency, 1, 1), N'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
        + 100 * CHARINDEX(SUBSTRING(c.currency, 2, 1), N'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
        + CHARINDEX(SUBSTRING(c.currency, 3, 1), N'ABCDEFGHIJKLMNOPQRSTUVWXYZ') AS int
    ),
    c.currency,
    s.as_of_date
FROM (
    SELECT p.currency
    FROM core.phases AS p
    UNION
    SELECT g.currency
    FROM core.engagements AS g
    UNION
    SELECT i.currency
    FROM core.initiatives AS i
    UNION
    SELECT q.currency
    FROM core.funding_requests AS q
) AS c
CROSS JOIN ops.data_state AS s
UNION ALL
SELECT
    currency_key = 0,
    currency = CAST(N'XXX' AS char(3)),
    s.as_of_date
FROM ops.data_state AS s;
GO
