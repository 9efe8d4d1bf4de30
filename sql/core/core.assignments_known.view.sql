SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  core.assignments_known
Purpose: Which plan did we know of once a batch was published?
Grain:   one row per version of a row of core.assignments
Units:   after batch n: valid_from_batch_id <= n AND (valid_to_batch_id > n OR valid_to_batch_id IS NULL); NULL is still valid
Reads:   core.assignments, core.assignments_past.   Read by: partners and DBAs who ask what was known.
*/
CREATE OR ALTER VIEW core.assignments_known
AS
SELECT
    a.assignment_id,
    a.source_system,
    a.assignment_source_id,
    a.phase_id,
    a.employee_id,
    a.week_start_date,
    a.planned_hours,
    a.is_deleted,
    a.modified_at_utc,
    valid_from_batch_id = a.batch_id,
    valid_to_batch_id = CAST(NULL AS int)
FROM core.assignments AS a
UNION ALL
SELECT
    o.assignment_id,
    o.source_system,
    o.assignment_source_id,
    o.phase_id,
    o.employee_id,
    o.week_start_date,
    o.planned_hours,
    o.is_deleted,
    o.modified_at_utc,
    o.valid_from_batch_id,
    o.valid_to_batch_id
FROM core.assignments_past AS o;
GO
