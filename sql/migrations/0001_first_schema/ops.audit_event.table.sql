/*
Object:  ops.audit_event
Purpose: Who did what, in an unbroken chain?
Grain:   one row per event
*/
CREATE TABLE ops.audit_event (
    event_id int NOT NULL,
    occurred_at_utc datetime2(3) NOT NULL,
    actor nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    action nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    subject nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    detail nvarchar(2000) COLLATE Latin1_General_BIN2 NULL,
    previous_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_audit_event PRIMARY KEY CLUSTERED (event_id)
);
GO
