/*
Object:  kpi.phase_history_week, columnstore
Purpose: Add up years of rows by column: prop db deploy --storage columnstore.
Units:   SQL Server alone; every column of the table, none is computed; loads go on changing the table
*/
DROP INDEX IF EXISTS NCCI_phase_history_week ON kpi.phase_history_week;
GO

CREATE NONCLUSTERED COLUMNSTORE INDEX NCCI_phase_history_week ON kpi.phase_history_week (
    phase_id,
    engagement_id,
    client_id,
    practice_id,
    currency,
    week_start_date,
    as_of_date,
    is_current,
    is_open,
    schedule_baseline,
    schedule_ratio,
    schedule_reason,
    ev_method,
    bac_amount,
    hours,
    billable_hours,
    ac_amount,
    surcharge_amount,
    extracted_amount,
    pv_amount,
    ev_amount,
    last_4_weeks_hours,
    last_13_weeks_hours,
    last_4_weeks_ac_amount,
    last_13_weeks_ac_amount,
    last_4_weeks_extracted_amount,
    last_13_weeks_extracted_amount,
    last_4_weeks_pv_amount,
    last_13_weeks_pv_amount,
    last_4_weeks_ev_amount,
    last_13_weeks_ev_amount,
    batch_id
);
GO
