/*
Object:  core.defects
Purpose: Which defects were counted, by category and day?
Grain:   one row per process, category and date
*/
CREATE TABLE core.defects (
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    process_name nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    defect_category nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    observed_date date NOT NULL,
    defect_count int NOT NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_defects PRIMARY KEY CLUSTERED (source_system, process_name, defect_category, observed_date),
    CONSTRAINT FK_defects_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id)
);
GO
