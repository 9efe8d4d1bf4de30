/*
Object:  stg.engagements
Purpose: The rows of one extract for core.engagements, validated, in canonical text, on their way in.
Grain:   one row per row read
Units:   dates yyyy-mm-dd, stamps yyyy-mm-ddThh:mm:ss.fff in UTC, numbers with a point and no grouping, booleans 0 or 1; row_number counts the rows made of one line from 0
Volume:  large
*/
CREATE TABLE stg.engagements (
    batch_id int NOT NULL,
    file_id int NOT NULL,
    line_number int NOT NULL,
    row_number int NOT NULL,
    engagement_source_id nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    engagement_name nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    client_source_id nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    practice_source_id nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    engagement_status nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    is_billable nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    start_date nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    end_date nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    actual_end_date nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    strategic_weight nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    risk_coefficient nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    win_probability_ratio nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    partner_name nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    currency nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    is_deleted nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    modified_at_utc nvarchar(30) COLLATE Latin1_General_BIN2 NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL
);
GO

CREATE NONCLUSTERED INDEX IX_engagements_batch_id ON stg.engagements (batch_id);
GO
