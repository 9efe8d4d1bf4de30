/*
Object:  kpi.phase_snapshot, refresh
Purpose: Keep how every phase stands at the reporting date once this batch is published; the batches before keep theirs.
Units:   etl.weekly_facts binds the batch
Reads:   kpi.phase_latest.   Read by: etl.weekly_facts.
*/
DELETE FROM kpi.phase_snapshot
WHERE batch_id = @batch_id;
GO

INSERT INTO kpi.phase_snapshot (
    batch_id, phase_id, engagement_id, client_id, practice_id, currency, week_start_date, as_of_date, is_open,
    schedule_baseline, schedule_ratio, ev_method, hours, billable_hours, bac_amount, ac_amount, surcharge_amount,
    extracted_amount, pv_amount, ev_amount, eac_amount, burn, vec, spi, cpi, health
)
SELECT
    CAST(@batch_id AS int),
    p.phase_id,
    p.engagement_id,
    p.client_id,
    p.practice_id,
    p.currency,
    p.week_start_date,
    p.as_of_date,
    p.is_open,
    p.schedule_baseline,
    p.schedule_ratio,
    p.ev_method,
    p.hours,
    p.billable_hours,
    p.bac_amount,
    p.ac_amount,
    p.surcharge_amount,
    p.extracted_amount,
    p.pv_amount,
    p.ev_amount,
    p.eac_amount,
    p.burn,
    p.vec,
    p.spi,
    p.cpi,
    p.health
FROM kpi.phase_latest AS p;
GO
