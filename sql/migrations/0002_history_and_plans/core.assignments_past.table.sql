/*
Object:  core.assignments_past
Purpose: Which versions of a row of core.assignments were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.assignments; what was known once valid_from_batch_id was published, until valid_to_batch_id was
Volume:  large
*/
CREATE TABLE core.assignments_past (
    assignment_id int NOT NULL,
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    assignment_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    phase_id int NOT NULL,
    employee_id int NOT NULL,
    week_start_date date NOT NULL,
    planned_hours decimal(9,2) NOT NULL,
    is_deleted bit NOT NULL,
    modified_at_utc datetime2(3) NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_assignments_past PRIMARY KEY CLUSTERED (assignment_id, valid_to_batch_id, week_start_date),
    CONSTRAINT FK_assignments_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_assignments_past_valid_to_batch_id ON core.assignments_past (valid_to_batch_id);
GO
