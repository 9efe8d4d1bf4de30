/*
Object:  core.capacity_week, columnstore
Purpose: Add up years of rows by column: prop db deploy --storage columnstore.
Units:   SQL Server alone; every column of the table, none is computed; loads go on changing the table
*/
DROP INDEX IF EXISTS NCCI_capacity_week ON core.capacity_week;
GO

CREATE NONCLUSTERED COLUMNSTORE INDEX NCCI_capacity_week ON core.capacity_week (
    employee_id,
    week_start_date,
    contracted_hours,
    vacation_hours,
    holiday_hours,
    capacity_hours,
    batch_id
);
GO
