/*
Object:  stg.employee_identities
Purpose: The rows of one extract for core.employee_identities, validated, in canonical text, on their way in.
Grain:   one row per row read
Units:   dates yyyy-mm-dd, stamps yyyy-mm-ddThh:mm:ss.fff in UTC, numbers with a point and no grouping, booleans 0 or 1; row_number counts the rows made of one line from 0
Volume:  large
*/
CREATE TABLE stg.employee_identities (
    batch_id int NOT NULL,
    file_id int NOT NULL,
    line_number int NOT NULL,
    row_number int NOT NULL,
    identity_source_id nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    employee_source_id nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    is_deleted nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    modified_at_utc nvarchar(30) COLLATE Latin1_General_BIN2 NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL
);
GO

CREATE NONCLUSTERED INDEX IX_employee_identities_batch_id ON stg.employee_identities (batch_id);
GO
