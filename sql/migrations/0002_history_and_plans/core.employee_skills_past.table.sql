/*
Object:  core.employee_skills_past
Purpose: Which versions of a row of core.employee_skills were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.employee_skills; what was known once valid_from_batch_id was published, until valid_to_batch_id was
*/
CREATE TABLE core.employee_skills_past (
    employee_id int NOT NULL,
    skill_id int NOT NULL,
    skill_kind nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    proficiency_level smallint NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_employee_skills_past PRIMARY KEY CLUSTERED (employee_id, skill_id, valid_to_batch_id),
    CONSTRAINT FK_employee_skills_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_employee_skills_past_valid_to_batch_id ON core.employee_skills_past (valid_to_batch_id);
GO
