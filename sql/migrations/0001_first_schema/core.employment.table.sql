/*
Object:  core.employment
Purpose: How many hours a week has each employee contracted, from when to when?
Grain:   one row per employee and contract
Units:   contracted_hours per week, Monday to Friday in equal parts; effective_to is the last day, NULL is open
*/
CREATE TABLE core.employment (
    employee_id int NOT NULL,
    effective_from date NOT NULL,
    effective_to date NULL,
    contracted_hours decimal(9,2) NOT NULL,
    practice_id int NULL,
    staff_level_id int NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_employment PRIMARY KEY CLUSTERED (employee_id, effective_from),
    CONSTRAINT FK_employment_employee_id FOREIGN KEY (employee_id) REFERENCES core.employees (employee_id),
    CONSTRAINT FK_employment_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id),
    CONSTRAINT CK_employment_contracted_hours CHECK (contracted_hours >= 0 AND contracted_hours <= 168)
);
GO
