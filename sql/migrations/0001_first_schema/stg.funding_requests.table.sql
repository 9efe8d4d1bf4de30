/*
Object:  stg.funding_requests
Purpose: The rows of one extract for core.funding_requests, validated, in canonical text, on their way in.
Grain:   one row per row read
Units:   dates yyyy-mm-dd, stamps yyyy-mm-ddThh:mm:ss.fff in UTC, numbers with a point and no grouping, booleans 0 or 1; row_number counts the rows made of one line from 0
Volume:  large
*/
CREATE TABLE stg.funding_requests (
    batch_id int NOT NULL,
    file_id int NOT NULL,
    line_number int NOT NULL,
    row_number int NOT NULL,
    funding_request_source_id nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    service_line nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    service_group nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    requested_amount nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    minimum_viable_amount nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    currency nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    expected_roi_ratio nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    strategic_priority nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    success_probability_ratio nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    rationale nvarchar(2000) COLLATE Latin1_General_BIN2 NULL,
    is_deleted nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    modified_at_utc nvarchar(30) COLLATE Latin1_General_BIN2 NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL
);
GO

CREATE NONCLUSTERED INDEX IX_funding_requests_batch_id ON stg.funding_requests (batch_id);
GO
