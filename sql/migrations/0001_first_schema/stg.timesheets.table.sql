/*
Object:  stg.timesheets
Purpose: The rows of one extract for core.timesheets, validated, in canonical text, on their way in.
Grain:   one row per row read
Units:   dates yyyy-mm-dd, stamps yyyy-mm-ddThh:mm:ss.fff in UTC, numbers with a point and no grouping, booleans 0 or 1; row_number counts the rows made of one line from 0
Volume:  large
*/
CREATE TABLE stg.timesheets (
    batch_id int NOT NULL,
    file_id int NOT NULL,
    line_number int NOT NULL,
    row_number int NOT NULL,
    timesheet_source_id nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    engagement_source_id nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    phase_source_id nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    employee_source_id nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    client_source_id nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    staff_level_code nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    work_date nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    entry_date nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    posting_date nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    hours nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    charge_out_rate_per_hour nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    standard_price_amount nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    surcharge_amount nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    currency nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    is_billable nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    is_deleted nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    modified_at_utc nvarchar(30) COLLATE Latin1_General_BIN2 NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL
);
GO

CREATE NONCLUSTERED INDEX IX_timesheets_batch_id ON stg.timesheets (batch_id);
GO
