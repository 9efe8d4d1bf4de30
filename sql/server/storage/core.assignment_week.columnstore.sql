/*
Object:  core.assignment_week, columnstore
Purpose: Add up years of rows by column: prop db deploy --storage columnstore.
Units:   SQL Server alone; every column of the table, none is computed; loads go on changing the table
*/
DROP INDEX IF EXISTS NCCI_assignment_week ON core.assignment_week;
GO

CREATE NONCLUSTERED COLUMNSTORE INDEX NCCI_assignment_week ON core.assignment_week (
    phase_id,
    employee_id,
    week_start_date,
    assigned_hours,
    batch_id
);
GO
