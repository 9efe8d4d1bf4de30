/*
Object:  core.timesheets_past
Purpose: Which versions of a row of core.timesheets were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.timesheets; what was known once valid_from_batch_id was published, until valid_to_batch_id was
Volume:  large
*/
CREATE TABLE core.timesheets_past (
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
    surcharge_amount decimal(19,4) NOT NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    is_billable bit NOT NULL,
    is_deleted bit NOT NULL,
    modified_at_utc datetime2(3) NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_timesheets_past PRIMARY KEY CLUSTERED (timesheet_id, valid_to_batch_id, work_date),
    CONSTRAINT FK_timesheets_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_timesheets_past_valid_to_batch_id ON core.timesheets_past (valid_to_batch_id);
GO
