/*
Object:  core.employment_past
Purpose: Which versions of a row of core.employment were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.employment; what was known once valid_from_batch_id was published, until valid_to_batch_id was
*/
CREATE TABLE core.employment_past (
    employee_id int NOT NULL,
    effective_from date NOT NULL,
    effective_to date NULL,
    contracted_hours decimal(9,2) NOT NULL,
    practice_id int NULL,
    staff_level_id int NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_employment_past PRIMARY KEY CLUSTERED (employee_id, effective_from, valid_to_batch_id),
    CONSTRAINT FK_employment_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_employment_past_valid_to_batch_id ON core.employment_past (valid_to_batch_id);
GO
