/*
Object:  core.vacations_past
Purpose: Which versions of a row of core.vacations were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.vacations; what was known once valid_from_batch_id was published, until valid_to_batch_id was
*/
CREATE TABLE core.vacations_past (
    vacation_id int NOT NULL,
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    vacation_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    employee_id int NOT NULL,
    start_date date NOT NULL,
    end_date date NOT NULL,
    hours_per_day decimal(9,2) NULL,
    vacation_kind nvarchar(60) COLLATE Latin1_General_BIN2 NULL,
    is_approved bit NOT NULL,
    is_deleted bit NOT NULL,
    modified_at_utc datetime2(3) NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_vacations_past PRIMARY KEY CLUSTERED (vacation_id, valid_to_batch_id),
    CONSTRAINT FK_vacations_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_vacations_past_valid_to_batch_id ON core.vacations_past (valid_to_batch_id);
GO
