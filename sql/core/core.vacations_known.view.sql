SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  core.vacations_known
Purpose: Which leave did we know of once a batch was published?
Grain:   one row per version of a row of core.vacations
Units:   after batch n: valid_from_batch_id <= n AND (valid_to_batch_id > n OR valid_to_batch_id IS NULL); NULL is still valid
Reads:   core.vacations, core.vacations_past.   Read by: partners and DBAs who ask what was known.
*/
CREATE OR ALTER VIEW core.vacations_known
AS
SELECT
    v.vacation_id,
    v.source_system,
    v.vacation_source_id,
    v.employee_id,
    v.start_date,
    v.end_date,
    v.hours_per_day,
    v.vacation_kind,
    v.is_approved,
    v.is_deleted,
    v.modified_at_utc,
    valid_from_batch_id = v.batch_id,
    valid_to_batch_id = CAST(NULL AS int)
FROM core.vacations AS v
UNION ALL
SELECT
    o.vacation_id,
    o.source_system,
    o.vacation_source_id,
    o.employee_id,
    o.start_date,
    o.end_date,
    o.hours_per_day,
    o.vacation_kind,
    o.is_approved,
    o.is_deleted,
    o.modified_at_utc,
    o.valid_from_batch_id,
    o.valid_to_batch_id
FROM core.vacations_past AS o;
GO
