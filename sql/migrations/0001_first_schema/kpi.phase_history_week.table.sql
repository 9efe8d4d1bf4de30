/*
Object:  kpi.phase_history_week
Purpose: The additive parts of every KPI of a phase, kept so that no page has to add up years of weeks.
Grain:   one row per phase and week up to the reporting date; is_current marks the week of the reporting date
Units:   as kpi.phase_part_week, from which every load recomputes it
Volume:  large
*/
CREATE TABLE kpi.phase_history_week (
    phase_id int NOT NULL,
    engagement_id int NOT NULL,
    client_id int NOT NULL,
    practice_id int NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    week_start_date date NOT NULL,
    as_of_date date NOT NULL,
    is_current bit NOT NULL,
    is_open bit NOT NULL,
    schedule_baseline nvarchar(20) COLLATE Latin1_General_BIN2 NULL,
    schedule_ratio decimal(19,6) NULL,
    schedule_reason nvarchar(200) COLLATE Latin1_General_BIN2 NULL,
    ev_method nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    bac_amount decimal(19,4) NULL,
    hours decimal(13,2) NOT NULL,
    billable_hours decimal(13,2) NOT NULL,
    ac_amount decimal(19,4) NOT NULL,
    surcharge_amount decimal(19,4) NOT NULL,
    extracted_amount decimal(19,6) NOT NULL,
    pv_amount decimal(19,4) NULL,
    ev_amount decimal(19,4) NULL,
    last_4_weeks_hours decimal(13,2) NOT NULL,
    last_13_weeks_hours decimal(13,2) NOT NULL,
    last_4_weeks_ac_amount decimal(19,4) NOT NULL,
    last_13_weeks_ac_amount decimal(19,4) NOT NULL,
    last_4_weeks_extracted_amount decimal(19,6) NOT NULL,
    last_13_weeks_extracted_amount decimal(19,6) NOT NULL,
    last_4_weeks_pv_amount decimal(19,4) NULL,
    last_13_weeks_pv_amount decimal(19,4) NULL,
    last_4_weeks_ev_amount decimal(19,4) NULL,
    last_13_weeks_ev_amount decimal(19,4) NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_phase_history_week PRIMARY KEY CLUSTERED (phase_id, week_start_date)
);
GO

CREATE NONCLUSTERED INDEX IX_phase_history_week_week_start_date ON kpi.phase_history_week (week_start_date);
GO
