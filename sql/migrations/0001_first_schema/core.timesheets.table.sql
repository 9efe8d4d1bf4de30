/*
Object:  core.timesheets
Purpose: Which hours were worked, when, at which price? Negative rows are reversals and stay.
Grain:   one row per source row and work date
Units:   standard_price_amount is hours times charge-out rate, as the source prices it; entry_date and posting_date are business dates in the source's zone
Volume:  large
*/
CREATE TABLE core.timesheets (
    timesheet_id int NOT NULL,
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    timesheet_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    phase_id int NOT NULL,
    employee_id int NOT NULL,
    staff_level_id int NULL,
    work_date date NOT NULL,
    entry_date date NOT NULL,
    posting_date date NOT NULL,
    hours decimal(9,2) NOT NULL,
    charge_out_rate_per_hour decimal(19,4) NOT NULL,
    standard_price_amount decimal(19,4) NOT NULL,
    surcharge_amount decimal(19,4) NOT NULL CONSTRAINT DF_timesheets_surcharge_amount DEFAULT (0),
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    is_billable bit NOT NULL CONSTRAINT DF_timesheets_is_billable DEFAULT (1),
    is_deleted bit NOT NULL CONSTRAINT DF_timesheets_is_deleted DEFAULT (0),
    modified_at_utc datetime2(3) NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_timesheets PRIMARY KEY CLUSTERED (timesheet_id),
    CONSTRAINT UQ_timesheets_timesheet_source_id UNIQUE (source_system, timesheet_source_id),
    CONSTRAINT FK_timesheets_phase_id FOREIGN KEY (phase_id) REFERENCES core.phases (phase_id),
    CONSTRAINT FK_timesheets_employee_id FOREIGN KEY (employee_id) REFERENCES core.employees (employee_id),
    CONSTRAINT FK_timesheets_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_timesheets_phase_id_work_date ON core.timesheets (phase_id, work_date);
GO

CREATE NONCLUSTERED INDEX IX_timesheets_employee_id_work_date ON core.timesheets (employee_id, work_date);
GO
