SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.dim_phase
Purpose: Which parts does each engagement have, and when are they planned?
Grain:   one row per phase_key; 0 is no phase
Units:   planned_hours over the whole phase
Reads:   core.phases, core.engagements.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.dim_phase
AS
SELECT
    phase_key = p.phase_id,
    p.phase_source_id,
    p.phase_name,
    engagement_key = p.engagement_id,
    g.engagement_source_id,
    g.engagement_name,
    client_key = g.client_id,
    practice_key = COALESCE(g.practice_id, 0),
    p.planned_hours,
    p.baseline_start_date,
    p.baseline_end_date,
    p.actual_end_date,
    p.currency,
    p.is_deleted,
    p.batch_id
FROM core.phases AS p
INNER JOIN core.engagements AS g
    ON g.engagement_id = p.engagement_id
UNION ALL
SELECT
    phase_key = 0,
    phase_source_id = N'',
    phase_name = N'(none)',
    engagement_key = 0,
    engagement_source_id = N'',
    engagement_name = N'(none)',
    client_key = 0,
    practice_key = 0,
    planned_hours = CAST(NULL AS decimal(9,2)),
    baseline_start_date = CAST(NULL AS date),
    baseline_end_date = CAST(NULL AS date),
    actual_end_date = CAST(NULL AS date),
    currency = CAST(N'XXX' AS char(3)),
    is_deleted = CAST(0 AS bit),
    batch_id = 0;
GO
