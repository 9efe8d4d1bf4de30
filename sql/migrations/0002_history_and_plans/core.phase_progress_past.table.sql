/*
Object:  core.phase_progress_past
Purpose: Which versions of a row of core.phase_progress were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.phase_progress; what was known once valid_from_batch_id was published, until valid_to_batch_id was
*/
CREATE TABLE core.phase_progress_past (
    phase_id int NOT NULL,
    reported_date date NOT NULL,
    progress_ratio decimal(19,6) NULL,
    remaining_hours decimal(9,2) NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_phase_progress_past PRIMARY KEY CLUSTERED (phase_id, reported_date, valid_to_batch_id),
    CONSTRAINT FK_phase_progress_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_phase_progress_past_valid_to_batch_id ON core.phase_progress_past (valid_to_batch_id);
GO
