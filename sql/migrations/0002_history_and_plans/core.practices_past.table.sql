/*
Object:  core.practices_past
Purpose: Which versions of a row of core.practices were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.practices; what was known once valid_from_batch_id was published, until valid_to_batch_id was
*/
CREATE TABLE core.practices_past (
    practice_id int NOT NULL,
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    practice_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    practice_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    description nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_practices_past PRIMARY KEY CLUSTERED (practice_id, valid_to_batch_id),
    CONSTRAINT FK_practices_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_practices_past_valid_to_batch_id ON core.practices_past (valid_to_batch_id);
GO
