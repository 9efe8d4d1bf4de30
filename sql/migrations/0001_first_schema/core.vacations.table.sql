/*
Object:  core.vacations
Purpose: Who is away, from when to when? Both days included.
Grain:   one row per request
Units:   hours_per_day NULL is the whole working day; overlapping requests count once a day
*/
CREATE TABLE core.vacations (
    vacation_id int NOT NULL,
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    vacation_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    employee_id int NOT NULL,
    start_date date NOT NULL,
    end_date date NOT NULL,
    hours_per_day decimal(9,2) NULL,
    vacation_kind nvarchar(60) COLLATE Latin1_General_BIN2 NULL,
    is_approved bit NOT NULL CONSTRAINT DF_vacations_is_approved DEFAULT (1),
    is_deleted bit NOT NULL CONSTRAINT DF_vacations_is_deleted DEFAULT (0),
    modified_at_utc datetime2(3) NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_vacations PRIMARY KEY CLUSTERED (vacation_id),
    CONSTRAINT UQ_vacations_vacation_source_id UNIQUE (source_system, vacation_source_id),
    CONSTRAINT FK_vacations_employee_id FOREIGN KEY (employee_id) REFERENCES core.employees (employee_id),
    CONSTRAINT FK_vacations_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id),
    CONSTRAINT CK_vacations_end_date CHECK (end_date >= start_date)
);
GO
