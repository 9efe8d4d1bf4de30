/*
Object:  core.staffing_targets_past
Purpose: Which versions of a row of core.staffing_targets were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.staffing_targets; what was known once valid_from_batch_id was published, until valid_to_batch_id was
*/
CREATE TABLE core.staffing_targets_past (
    engagement_id int NOT NULL,
    practice_id int NOT NULL,
    staff_level_id int NOT NULL,
    target_ratio decimal(19,6) NOT NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_staffing_targets_past PRIMARY KEY CLUSTERED (engagement_id, practice_id, staff_level_id, valid_to_batch_id),
    CONSTRAINT FK_staffing_targets_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_staffing_targets_past_valid_to_batch_id ON core.staffing_targets_past (valid_to_batch_id);
GO
