SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  core.phases_known
Purpose: Which budget and baseline did we know of once a batch was published?
Grain:   one row per version of a row of core.phases
Units:   after batch n: valid_from_batch_id <= n AND (valid_to_batch_id > n OR valid_to_batch_id IS NULL); NULL is still valid
Reads:   core.phases, core.phases_past.   Read by: partners and DBAs who ask what was known.
*/
CREATE OR ALTER VIEW core.phases_known
AS
SELECT
    p.phase_id,
    p.engagement_id,
    p.source_system,
    p.phase_source_id,
    p.phase_name,
    p.bac_amount,
    p.currency,
    p.planned_hours,
    p.baseline_start_date,
    p.baseline_end_date,
    p.actual_end_date,
    p.schedule_baseline,
    p.ev_method,
    p.is_deleted,
    valid_from_batch_id = p.batch_id,
    valid_to_batch_id = CAST(NULL AS int)
FROM core.phases AS p
UNION ALL
SELECT
    o.phase_id,
    o.engagement_id,
    o.source_system,
    o.phase_source_id,
    o.phase_name,
    o.bac_amount,
    o.currency,
    o.planned_hours,
    o.baseline_start_date,
    o.baseline_end_date,
    o.actual_end_date,
    o.schedule_baseline,
    o.ev_method,
    o.is_deleted,
    o.valid_from_batch_id,
    o.valid_to_batch_id
FROM core.phases_past AS o;
GO
