/*
Object:  core.practices
Purpose: Which lines of service does the firm have?
Grain:   one row per practice
*/
CREATE TABLE core.practices (
    practice_id int NOT NULL,
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    practice_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    practice_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    description nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_practices PRIMARY KEY CLUSTERED (practice_id),
    CONSTRAINT UQ_practices_practice_source_id UNIQUE (source_system, practice_source_id),
    CONSTRAINT FK_practices_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id)
);
GO
