SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.phase_known_at_batch
Purpose: How did each phase stand, as far as we knew once a batch was published?
Grain:   one row per batch that published something, or moved the reporting date, and phase
Units:   as kpi.phase_snapshot; snapshot_batch_id is the batch itself, or the last one before it that changed something
Source:  DESIGN section 6, snapshot KPIs. A run of the models knew what its ops.run.batch_id says.
Reads:   kpi.phase_snapshot, ops.load_batch, core.phases, core.engagements.   Read by: partners and DBAs who ask what was known.
*/
CREATE OR ALTER VIEW kpi.phase_known_at_batch
AS
SELECT
    k.batch_id,
    k.published_at_utc,
    k.snapshot_batch_id,
    s.phase_id,
    s.engagement_id,
    s.client_id,
    s.practice_id,
    e.engagement_source_id,
    p.phase_source_id,
    s.currency,
    s.week_start_date,
    s.as_of_date,
    s.is_open,
    s.schedule_baseline,
    s.schedule_ratio,
    s.ev_method,
    s.hours,
    s.billable_hours,
    s.bac_amount,
    s.ac_amount,
    s.surcharge_amount,
    s.extracted_amount,
    s.pv_amount,
    s.ev_amount,
    s.eac_amount,
    s.burn,
    s.vec,
    s.spi,
    s.cpi,
    s.health
FROM (
    SELECT
        b.batch_id,
        b.published_at_utc,
        snapshot_batch_id = MAX(d.batch_id)
    FROM ops.load_batch AS b
    INNER JOIN (SELECT DISTINCT x.batch_id FROM kpi.phase_snapshot AS x) AS d
        ON d.batch_id <= b.batch_id
    WHERE b.status = N'published' OR d.batch_id = b.batch_id
    GROUP BY b.batch_id, b.published_at_utc
) AS k
INNER JOIN kpi.phase_snapshot AS s
    ON s.batch_id = k.snapshot_batch_id
INNER JOIN core.phases AS p
    ON p.phase_id = s.phase_id
INNER JOIN core.engagements AS e
    ON e.engagement_id = s.engagement_id;
GO
