/*
Object:  core.employees_past
Purpose: Which versions of a row of core.employees were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.employees; what was known once valid_from_batch_id was published, until valid_to_batch_id was
*/
CREATE TABLE core.employees_past (
    employee_id int NOT NULL,
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    employee_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    employee_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    practice_id int NULL,
    staff_level_id int NULL,
    location_id int NULL,
    is_external bit NOT NULL,
    is_external_estimated bit NOT NULL,
    hire_date date NULL,
    termination_date date NULL,
    monthly_cost_amount decimal(19,4) NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    email nvarchar(200) COLLATE Latin1_General_BIN2 NULL,
    org_unit_id int NULL,
    is_deleted bit NOT NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_employees_past PRIMARY KEY CLUSTERED (employee_id, valid_to_batch_id),
    CONSTRAINT FK_employees_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_employees_past_valid_to_batch_id ON core.employees_past (valid_to_batch_id);
GO
