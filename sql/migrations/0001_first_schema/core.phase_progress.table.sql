/*
Object:  core.phase_progress
Purpose: What did the engagement team report, and when?
Grain:   one row per phase and report date
*/
CREATE TABLE core.phase_progress (
    phase_id int NOT NULL,
    reported_date date NOT NULL,
    progress_ratio decimal(19,6) NULL,
    remaining_hours decimal(9,2) NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_phase_progress PRIMARY KEY CLUSTERED (phase_id, reported_date),
    CONSTRAINT FK_phase_progress_phase_id FOREIGN KEY (phase_id) REFERENCES core.phases (phase_id),
    CONSTRAINT FK_phase_progress_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id)
);
GO
