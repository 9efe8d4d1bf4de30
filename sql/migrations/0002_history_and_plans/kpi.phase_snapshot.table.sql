/*
Object:  kpi.phase_snapshot
Purpose: How did each phase stand at the reporting date when a batch was published? What the pages showed then.
Grain:   one row per published batch and phase
Units:   as kpi.phase_week, ratios as they were computed then
Source:  kpi.phase_latest, copied by every load that publishes something
*/
CREATE TABLE kpi.phase_snapshot (
    batch_id int NOT NULL,
    phase_id int NOT NULL,
    engagement_id int NOT NULL,
    client_id int NOT NULL,
    practice_id int NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    week_start_date date NOT NULL,
    as_of_date date NOT NULL,
    is_open bit NOT NULL,
    schedule_baseline nvarchar(20) COLLATE Latin1_General_BIN2 NULL,
    schedule_ratio decimal(19,6) NULL,
    ev_method nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    hours decimal(13,2) NOT NULL,
    billable_hours decimal(13,2) NOT NULL,
    bac_amount decimal(19,4) NULL,
    ac_amount decimal(19,4) NOT NULL,
    surcharge_amount decimal(19,4) NOT NULL,
    extracted_amount decimal(19,6) NOT NULL,
    pv_amount decimal(19,4) NULL,
    ev_amount decimal(19,4) NULL,
    eac_amount decimal(19,4) NULL,
    burn decimal(19,6) NULL,
    vec decimal(19,6) NULL,
    spi decimal(19,6) NULL,
    cpi decimal(19,6) NULL,
    health nvarchar(20) COLLATE Latin1_General_BIN2 NULL,
    CONSTRAINT PK_phase_snapshot PRIMARY KEY CLUSTERED (batch_id, phase_id, week_start_date),
    CONSTRAINT FK_phase_snapshot_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_phase_snapshot_phase_id ON kpi.phase_snapshot (phase_id);
GO
