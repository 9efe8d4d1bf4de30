/*
Object:  stg.initiatives
Purpose: The rows of one extract for core.initiatives, validated, in canonical text, on their way in.
Grain:   one row per row read
Units:   dates yyyy-mm-dd, stamps yyyy-mm-ddThh:mm:ss.fff in UTC, numbers with a point and no grouping, booleans 0 or 1; row_number counts the rows made of one line from 0
Volume:  large
*/
CREATE TABLE stg.initiatives (
    batch_id int NOT NULL,
    file_id int NOT NULL,
    line_number int NOT NULL,
    row_number int NOT NULL,
    initiative_source_id nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    initiative_name nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    funding_source nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    driver nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    impact nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    user_rank nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    budget_amount nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    currency nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    effort_man_months nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    start_month_date nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    end_month_date nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    required_skills nvarchar(2000) COLLATE Latin1_General_BIN2 NULL,
    team nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    sub_team nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    pod nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    maximum_share_ratio nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    predecessor_source_id nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    is_deleted nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    modified_at_utc nvarchar(30) COLLATE Latin1_General_BIN2 NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL
);
GO

CREATE NONCLUSTERED INDEX IX_initiatives_batch_id ON stg.initiatives (batch_id);
GO
