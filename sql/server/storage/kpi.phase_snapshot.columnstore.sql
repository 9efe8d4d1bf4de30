/*
Object:  kpi.phase_snapshot, columnstore
Purpose: Add up years of rows by column: prop db deploy --storage columnstore.
Units:   SQL Server alone; every column of the table, none is computed; loads go on changing the table
*/
DROP INDEX IF EXISTS NCCI_phase_snapshot ON kpi.phase_snapshot;
GO

CREATE NONCLUSTERED COLUMNSTORE INDEX NCCI_phase_snapshot ON kpi.phase_snapshot (
    batch_id,
    phase_id,
    engagement_id,
    client_id,
    practice_id,
    currency,
    week_start_date,
    as_of_date,
    is_open,
    schedule_baseline,
    schedule_ratio,
    ev_method,
    hours,
    billable_hours,
    bac_amount,
    ac_amount,
    surcharge_amount,
    extracted_amount,
    pv_amount,
    ev_amount,
    eac_amount,
    burn,
    vec,
    spi,
    cpi,
    health
);
GO
