/*
Object:  core.timesheet_week
Purpose: How many hours and how much money has each employee put into each phase, by week of work and week of recognition?
Grain:   one row per phase, employee, week of work and week of recognition
Units:   recognized is the later of work and entry date, up to the reporting date; standard_value_amount is hours times the standard rate; extracted_amount is AC times d, ea and eo
Source:  DESIGN section 5, computed from core.timesheet_valued
Volume:  large
*/
CREATE TABLE core.timesheet_week (
    phase_id int NOT NULL,
    employee_id int NOT NULL,
    work_week_start_date date NOT NULL,
    recognized_week_start_date date NOT NULL,
    is_billable bit NOT NULL,
    hours decimal(9,2) NOT NULL,
    ac_amount decimal(19,4) NOT NULL,
    surcharge_amount decimal(19,4) NOT NULL,
    standard_value_amount decimal(19,4) NULL,
    extracted_amount decimal(19,6) NOT NULL,
    first_work_date date NOT NULL,
    timesheet_count int NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_timesheet_week PRIMARY KEY CLUSTERED (phase_id, employee_id, work_week_start_date, recognized_week_start_date, is_billable)
);
GO

CREATE NONCLUSTERED INDEX IX_timesheet_week_recognized_week_start_date ON core.timesheet_week (recognized_week_start_date);
GO

CREATE NONCLUSTERED INDEX IX_timesheet_week_employee_id_work_week_start_date ON core.timesheet_week (employee_id, work_week_start_date);
GO
