/*
Object:  core.phases
Purpose: Which parts has an engagement, with which budget and baseline?
Grain:   one row per phase
Units:   bac_amount: budget at completion; schedule_baseline and ev_method NULL take the default of kpi.phase_week
*/
CREATE TABLE core.phases (
    phase_id int NOT NULL,
    engagement_id int NOT NULL,
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    phase_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    phase_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    bac_amount decimal(19,4) NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    planned_hours decimal(9,2) NULL,
    baseline_start_date date NULL,
    baseline_end_date date NULL,
    actual_end_date date NULL,
    schedule_baseline nvarchar(20) COLLATE Latin1_General_BIN2 NULL,
    ev_method nvarchar(20) COLLATE Latin1_General_BIN2 NULL,
    is_deleted bit NOT NULL CONSTRAINT DF_phases_is_deleted DEFAULT (0),
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_phases PRIMARY KEY CLUSTERED (phase_id),
    CONSTRAINT UQ_phases_phase_source_id UNIQUE (engagement_id, phase_source_id),
    CONSTRAINT FK_phases_engagement_id FOREIGN KEY (engagement_id) REFERENCES core.engagements (engagement_id),
    CONSTRAINT FK_phases_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id),
    CONSTRAINT CK_phases_schedule_baseline CHECK (schedule_baseline IN ('calendar', 'plan', 'estimate')),
    CONSTRAINT CK_phases_ev_method CHECK (ev_method IN ('physical', 'hours_etc', 'milestone', 'cpi_proxy'))
);
GO
