/*
Object:  core.staffing_targets
Purpose: Which share of an engagement's hours should each practice and level have?
Grain:   one row per engagement, practice and level
*/
CREATE TABLE core.staffing_targets (
    engagement_id int NOT NULL,
    practice_id int NOT NULL,
    staff_level_id int NOT NULL,
    target_ratio decimal(19,6) NOT NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_staffing_targets PRIMARY KEY CLUSTERED (engagement_id, practice_id, staff_level_id),
    CONSTRAINT FK_staffing_targets_engagement_id FOREIGN KEY (engagement_id) REFERENCES core.engagements (engagement_id),
    CONSTRAINT FK_staffing_targets_practice_id FOREIGN KEY (practice_id) REFERENCES core.practices (practice_id),
    CONSTRAINT FK_staffing_targets_staff_level_id FOREIGN KEY (staff_level_id) REFERENCES core.staff_levels (staff_level_id),
    CONSTRAINT FK_staffing_targets_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id),
    CONSTRAINT CK_staffing_targets_target_ratio CHECK (target_ratio BETWEEN 0 AND 1)
);
GO
