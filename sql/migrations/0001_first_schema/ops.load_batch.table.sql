/*
Object:  ops.load_batch
Purpose: Which loads happened, from where, and how did each end?
Grain:   one row per load
*/
CREATE TABLE ops.load_batch (
    batch_id int NOT NULL,
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    status nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    as_of_date date NULL,
    requested_by nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    started_at_utc datetime2(3) NOT NULL,
    published_at_utc datetime2(3) NULL,
    message nvarchar(2000) COLLATE Latin1_General_BIN2 NULL,
    CONSTRAINT PK_load_batch PRIMARY KEY CLUSTERED (batch_id),
    CONSTRAINT CK_load_batch_status CHECK (status IN ('staging', 'published', 'rejected', 'held', 'failed', 'unchanged'))
);
GO
