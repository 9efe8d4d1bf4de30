/*
Object:  core.assignments
Purpose: Who is planned on which phase, week by week?
Grain:   one row per source row and week
Volume:  large
*/
CREATE TABLE core.assignments (
    assignment_id int NOT NULL,
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    assignment_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    phase_id int NOT NULL,
    employee_id int NOT NULL,
    week_start_date date NOT NULL,
    planned_hours decimal(9,2) NOT NULL,
    is_deleted bit NOT NULL CONSTRAINT DF_assignments_is_deleted DEFAULT (0),
    modified_at_utc datetime2(3) NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_assignments PRIMARY KEY CLUSTERED (assignment_id),
    CONSTRAINT UQ_assignments_week_start_date UNIQUE (source_system, assignment_source_id, week_start_date),
    CONSTRAINT FK_assignments_phase_id FOREIGN KEY (phase_id) REFERENCES core.phases (phase_id),
    CONSTRAINT FK_assignments_employee_id FOREIGN KEY (employee_id) REFERENCES core.employees (employee_id),
    CONSTRAINT FK_assignments_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_assignments_week_start_date ON core.assignments (week_start_date);
GO
