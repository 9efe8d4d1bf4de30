/*
Object:  core.phases_past
Purpose: Which versions of a row of core.phases were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.phases; what was known once valid_from_batch_id was published, until valid_to_batch_id was
*/
CREATE TABLE core.phases_past (
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
    is_deleted bit NOT NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_phases_past PRIMARY KEY CLUSTERED (phase_id, valid_to_batch_id),
    CONSTRAINT FK_phases_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_phases_past_valid_to_batch_id ON core.phases_past (valid_to_batch_id);
GO
