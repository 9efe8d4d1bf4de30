SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  core.timesheets_known
Purpose: Which hours did we know of once a batch was published?
Grain:   one row per version of a row of core.timesheets
Units:   after batch n: valid_from_batch_id <= n AND (valid_to_batch_id > n OR valid_to_batch_id IS NULL); NULL is still valid
Reads:   core.timesheets, core.timesheets_past.   Read by: partners and DBAs who ask what was known.
*/
CREATE OR ALTER VIEW core.timesheets_known
AS
SELECT
    t.timesheet_id,
    t.source_system,
    t.timesheet_source_id,
    t.phase_id,
    t.employee_id,
    t.staff_level_id,
    t.work_date,
    t.entry_date,
    t.posting_date,
    t.hours,
    t.charge_out_rate_per_hour,
    t.standard_price_amount,
    t.surcharge_amount,
    t.currency,
    t.is_billable,
    t.is_deleted,
    t.modified_at_utc,
    valid_from_batch_id = t.batch_id,
    valid_to_batch_id = CAST(NULL AS int)
FROM core.timesheets AS t
UNION ALL
SELECT
    o.timesheet_id,
    o.source_system,
    o.timesheet_source_id,
    o.phase_id,
    o.employee_id,
    o.staff_level_id,
    o.work_date,
    o.entry_date,
    o.posting_date,
    o.hours,
    o.charge_out_rate_per_hour,
    o.standard_price_amount,
    o.surcharge_amount,
    o.currency,
    o.is_billable,
    o.is_deleted,
    o.modified_at_utc,
    o.valid_from_batch_id,
    o.valid_to_batch_id
FROM core.timesheets_past AS o;
GO
