/*
Object:  ops.run
Purpose: Which runs of the models happened, and which one is published? (P4)
Grain:   one row per attempt; publication_key is unique, so a model has one published run per ISO week and batch
Units:   iso_week like 2025-W12; publication_key is <kind>|<iso_week>|<batch_id> once published, else <kind>|attempt|<run_id>
*/
CREATE TABLE ops.run (
    run_id int NOT NULL,
    run_kind nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    iso_week char(8) COLLATE Latin1_General_BIN2 NOT NULL,
    as_of_date date NOT NULL,
    batch_id int NULL,
    status nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    publication_key nvarchar(120) COLLATE Latin1_General_BIN2 NOT NULL,
    fencing_token int NOT NULL CONSTRAINT DF_run_fencing_token DEFAULT (0),
    requested_by nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    started_at_utc datetime2(3) NOT NULL,
    finished_at_utc datetime2(3) NULL,
    published_at_utc datetime2(3) NULL,
    message nvarchar(2000) COLLATE Latin1_General_BIN2 NULL,
    CONSTRAINT PK_run PRIMARY KEY CLUSTERED (run_id),
    CONSTRAINT UQ_run_publication_key UNIQUE (publication_key),
    CONSTRAINT FK_run_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id),
    CONSTRAINT CK_run_status CHECK (status IN ('running', 'published', 'failed', 'superseded'))
);
GO
