SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  core.phase_progress_known
Purpose: Which progress did we know of once a batch was published?
Grain:   one row per version of a row of core.phase_progress
Units:   after batch n: valid_from_batch_id <= n AND (valid_to_batch_id > n OR valid_to_batch_id IS NULL); NULL is still valid
Reads:   core.phase_progress, core.phase_progress_past.   Read by: partners and DBAs who ask what was known.
*/
CREATE OR ALTER VIEW core.phase_progress_known
AS
SELECT
    r.phase_id,
    r.reported_date,
    r.progress_ratio,
    r.remaining_hours,
    valid_from_batch_id = r.batch_id,
    valid_to_batch_id = CAST(NULL AS int)
FROM core.phase_progress AS r
UNION ALL
SELECT
    o.phase_id,
    o.reported_date,
    o.progress_ratio,
    o.remaining_hours,
    o.valid_from_batch_id,
    o.valid_to_batch_id
FROM core.phase_progress_past AS o;
GO
