SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.dim_engagement
Purpose: Which work is sold, running, or done?
Grain:   one row per engagement_key; 0 is no engagement
Units:   strategic_weight and risk_coefficient are factors of the staffing model; practice is the one that leads the work
Reads:   core.engagements, core.clients, core.practices.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.dim_engagement
AS
SELECT
    engagement_key = g.engagement_id,
    g.source_system,
    g.engagement_source_id,
    g.engagement_name,
    client_key = g.client_id,
    c.client_name,
    practice_key = COALESCE(g.practice_id, 0),
    practice_name = CAST(COALESCE(p.practice_name, N'(none)') AS nvarchar(200)),
    partner_name = CAST(COALESCE(g.partner_name, N'(none)') AS nvarchar(200)),
    g.engagement_status,
    g.is_billable,
    g.start_date,
    g.end_date,
    g.actual_end_date,
    g.strategic_weight,
    g.risk_coefficient,
    g.win_probability_ratio,
    g.currency,
    g.is_deleted,
    g.batch_id
FROM core.engagements AS g
INNER JOIN core.clients AS c
    ON c.client_id = g.client_id
LEFT JOIN core.practices AS p
    ON p.practice_id = g.practice_id
UNION ALL
SELECT
    engagement_key = 0,
    source_system = N'',
    engagement_source_id = N'',
    engagement_name = N'(none)',
    client_key = 0,
    client_name = N'(none)',
    practice_key = 0,
    practice_name = N'(none)',
    partner_name = N'(none)',
    engagement_status = N'(none)',
    is_billable = CAST(0 AS bit),
    start_date = CAST(NULL AS date),
    end_date = CAST(NULL AS date),
    actual_end_date = CAST(NULL AS date),
    strategic_weight = CAST(0 AS decimal(19,6)),
    risk_coefficient = CAST(0 AS decimal(19,6)),
    win_probability_ratio = CAST(0 AS decimal(19,6)),
    currency = CAST(N'XXX' AS char(3)),
    is_deleted = CAST(0 AS bit),
    batch_id = 0;
GO
