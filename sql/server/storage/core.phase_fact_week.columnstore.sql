/*
Object:  core.phase_fact_week, columnstore
Purpose: Add up years of rows by column: prop db deploy --storage columnstore.
Units:   SQL Server alone; every column of the table, none is computed; loads go on changing the table
*/
DROP INDEX IF EXISTS NCCI_phase_fact_week ON core.phase_fact_week;
GO

CREATE NONCLUSTERED COLUMNSTORE INDEX NCCI_phase_fact_week ON core.phase_fact_week (
    phase_id,
    week_start_date,
    hours,
    billable_hours,
    ac_amount,
    surcharge_amount,
    standard_value_amount,
    extracted_amount,
    planned_hours,
    batch_id
);
GO
