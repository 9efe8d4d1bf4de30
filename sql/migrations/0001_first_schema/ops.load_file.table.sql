/*
Object:  ops.load_file
Purpose: What became of each file: every physical record and every control sum accounted for (P1).
Grain:   one row per file and batch
Units:   *_count in records (unpivoted_count: rows made of one record beyond the first); hours_* in hours; amount_* in the file's currency
*/
CREATE TABLE ops.load_file (
    file_id int NOT NULL,
    batch_id int NOT NULL,
    file_name nvarchar(260) COLLATE Latin1_General_BIN2 NOT NULL,
    sheet_name nvarchar(100) COLLATE Latin1_General_BIN2 NULL,
    entity nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    contract_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    size_bytes bigint NOT NULL,
    status nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    reason nvarchar(2000) COLLATE Latin1_General_BIN2 NULL,
    physical_record_count int NOT NULL CONSTRAINT DF_load_file_physical_record_count DEFAULT (0),
    header_count int NOT NULL CONSTRAINT DF_load_file_header_count DEFAULT (0),
    ignored_count int NOT NULL CONSTRAINT DF_load_file_ignored_count DEFAULT (0),
    unpivoted_count int NOT NULL CONSTRAINT DF_load_file_unpivoted_count DEFAULT (0),
    inserted_count int NOT NULL CONSTRAINT DF_load_file_inserted_count DEFAULT (0),
    updated_count int NOT NULL CONSTRAINT DF_load_file_updated_count DEFAULT (0),
    unchanged_count int NOT NULL CONSTRAINT DF_load_file_unchanged_count DEFAULT (0),
    superseded_count int NOT NULL CONSTRAINT DF_load_file_superseded_count DEFAULT (0),
    quarantined_count int NOT NULL CONSTRAINT DF_load_file_quarantined_count DEFAULT (0),
    deleted_count int NOT NULL CONSTRAINT DF_load_file_deleted_count DEFAULT (0),
    hours_in decimal(19,4) NOT NULL CONSTRAINT DF_load_file_hours_in DEFAULT (0),
    hours_loaded decimal(19,4) NOT NULL CONSTRAINT DF_load_file_hours_loaded DEFAULT (0),
    hours_quarantined decimal(19,4) NOT NULL CONSTRAINT DF_load_file_hours_quarantined DEFAULT (0),
    amount_in decimal(19,4) NOT NULL CONSTRAINT DF_load_file_amount_in DEFAULT (0),
    amount_loaded decimal(19,4) NOT NULL CONSTRAINT DF_load_file_amount_loaded DEFAULT (0),
    amount_quarantined decimal(19,4) NOT NULL CONSTRAINT DF_load_file_amount_quarantined DEFAULT (0),
    CONSTRAINT PK_load_file PRIMARY KEY CLUSTERED (file_id),
    CONSTRAINT FK_load_file_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id),
    CONSTRAINT CK_load_file_status CHECK (status IN ('staged', 'published', 'rejected', 'held', 'failed', 'unchanged'))
);
GO
