/*
Object:  core.employees
Purpose: Who works here, or for us?
Grain:   one row per employee
Units:   monthly_cost_amount: what the firm pays for a whole month
*/
CREATE TABLE core.employees (
    employee_id int NOT NULL,
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    employee_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    employee_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    practice_id int NULL,
    staff_level_id int NULL,
    location_id int NULL,
    is_external bit NOT NULL,
    is_external_estimated bit NOT NULL CONSTRAINT DF_employees_is_external_estimated DEFAULT (0),
    hire_date date NULL,
    termination_date date NULL,
    monthly_cost_amount decimal(19,4) NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    email nvarchar(200) COLLATE Latin1_General_BIN2 NULL,
    org_unit_id int NULL,
    is_deleted bit NOT NULL CONSTRAINT DF_employees_is_deleted DEFAULT (0),
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_employees PRIMARY KEY CLUSTERED (employee_id),
    CONSTRAINT UQ_employees_employee_source_id UNIQUE (source_system, employee_source_id),
    CONSTRAINT FK_employees_practice_id FOREIGN KEY (practice_id) REFERENCES core.practices (practice_id),
    CONSTRAINT FK_employees_staff_level_id FOREIGN KEY (staff_level_id) REFERENCES core.staff_levels (staff_level_id),
    CONSTRAINT FK_employees_location_id FOREIGN KEY (location_id) REFERENCES core.locations (location_id),
    CONSTRAINT FK_employees_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id)
);
GO
