/*
Object:  core.timesheets, columnstore
Purpose: Add up years of rows by column: prop db deploy --storage columnstore.
Units:   SQL Server alone; every column of the table, none is computed; loads go on changing the table
*/
DROP INDEX IF EXISTS NCCI_timesheets ON core.timesheets;
GO

CREATE NONCLUSTERED COLUMNSTORE INDEX NCCI_timesheets ON core.timesheets (
    timesheet_id,
    source_system,
    timesheet_source_id,
    phase_id,
    employee_id,
    staff_level_id,
    work_date,
    entry_date,
    posting_date,
    hours,
    charge_out_rate_per_hour,
    standard_price_amount,
    surcharge_amount,
    currency,
    is_billable,
    is_deleted,
    modified_at_utc,
    row_sha256,
    batch_id
);
GO
