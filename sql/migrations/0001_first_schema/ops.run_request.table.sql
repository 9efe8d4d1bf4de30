/*
Object:  ops.run_request
Purpose: Which runs did somebody ask for in the app? The scheduler claims them.
Grain:   one row per request
*/
CREATE TABLE ops.run_request (
    request_id int NOT NULL,
    run_kind nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    requested_by nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    requested_at_utc datetime2(3) NOT NULL,
    claimed_at_utc datetime2(3) NULL,
    run_id int NULL,
    CONSTRAINT PK_run_request PRIMARY KEY CLUSTERED (request_id)
);
GO
