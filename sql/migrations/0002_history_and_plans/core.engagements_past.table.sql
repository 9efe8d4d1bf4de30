/*
Object:  core.engagements_past
Purpose: Which versions of a row of core.engagements were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.engagements; what was known once valid_from_batch_id was published, until valid_to_batch_id was
*/
CREATE TABLE core.engagements_past (
    engagement_id int NOT NULL,
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    engagement_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    engagement_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    client_id int NOT NULL,
    practice_id int NULL,
    engagement_status nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    is_billable bit NOT NULL,
    start_date date NULL,
    end_date date NULL,
    actual_end_date date NULL,
    strategic_weight decimal(19,6) NOT NULL,
    risk_coefficient decimal(19,6) NOT NULL,
    win_probability_ratio decimal(19,6) NOT NULL,
    partner_name nvarchar(200) COLLATE Latin1_General_BIN2 NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    is_deleted bit NOT NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_engagements_past PRIMARY KEY CLUSTERED (engagement_id, valid_to_batch_id),
    CONSTRAINT FK_engagements_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_engagements_past_valid_to_batch_id ON core.engagements_past (valid_to_batch_id);
GO
