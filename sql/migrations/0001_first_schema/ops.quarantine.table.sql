/*
Object:  ops.quarantine
Purpose: Which rows were set aside, and why? Append-only; a release is a row of ops.quarantine_release.
Grain:   one row per record set aside
*/
CREATE TABLE ops.quarantine (
    quarantine_id int NOT NULL,
    batch_id int NOT NULL,
    file_id int NOT NULL,
    entity nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    line_number int NOT NULL,
    column_name nvarchar(200) COLLATE Latin1_General_BIN2 NULL,
    reason_code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    message nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    row_json nvarchar(max) COLLATE Latin1_General_BIN2 NOT NULL,
    hours decimal(19,4) NULL,
    amount decimal(19,4) NULL,
    quarantined_at_utc datetime2(3) NOT NULL,
    CONSTRAINT PK_quarantine PRIMARY KEY CLUSTERED (quarantine_id),
    CONSTRAINT FK_quarantine_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id)
);
GO
