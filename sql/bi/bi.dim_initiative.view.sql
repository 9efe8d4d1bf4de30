SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.dim_initiative
Purpose: Which internal projects ask for people and money?
Grain:   one row per initiative_key; 0 is no initiative
Units:   budget_amount in currency, 0 for an efficiency initiative; effort_man_months in months of one person, as asked for; months by their first day
Reads:   core.initiatives.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.dim_initiative
AS
SELECT
    initiative_key = i.initiative_id,
    i.source_system,
    i.initiative_source_id,
    i.initiative_name,
    i.funding_source,
    i.driver,
    i.impact,
    user_rank = CAST(i.user_rank AS int),
    i.budget_amount,
    i.currency,
    i.effort_man_months,
    i.start_month_date,
    i.end_month_date,
    i.team,
    i.sub_team,
    i.pod,
    i.is_deleted,
    i.batch_id
FROM core.initiatives AS i
UNION ALL
SELECT
    initiative_key = 0,
    source_system = N'',
    initiative_source_id = N'',
    initiative_name = N'(none)',
    funding_source = N'(none)',
    driver = N'(none)',
    impact = N'(none)',
    user_rank = CAST(NULL AS int),
    budget_amount = CAST(0 AS decimal(19,4)),
    currency = CAST(N'XXX' AS char(3)),
    effort_man_months = CAST(NULL AS decimal(19,6)),
    start_month_date = CAST(NULL AS date),
    end_month_date = CAST(NULL AS date),
    team = CAST(NULL AS nvarchar(100)),
    sub_team = CAST(NULL AS nvarchar(100)),
    pod = CAST(NULL AS nvarchar(100)),
    is_deleted = CAST(0 AS bit),
    batch_id = 0;
GO
