/*
Object:  core.timesheet_week, columnstore
Purpose: Add up years of rows by column: prop db deploy --storage columnstore.
Units:   SQL Server alone; every column of the table, none is computed; loads go on changing the table
*/
DROP INDEX IF EXISTS NCCI_timesheet_week ON core.timesheet_week;
GO

CREATE NONCLUSTERED COLUMNSTORE INDEX NCCI_timesheet_week ON core.timesheet_week (
    phase_id,
    employee_id,
    work_week_start_date,
    recognized_week_start_date,
    is_billable,
    hours,
    ac_amount,
    surcharge_amount,
    standard_value_amount,
    extracted_amount,
    first_work_date,
    timesheet_count,
    batch_id
);
GO
