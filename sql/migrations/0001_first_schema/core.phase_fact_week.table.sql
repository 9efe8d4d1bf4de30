/*
Object:  core.phase_fact_week
Purpose: What was recognized and what was planned on each phase, by week?
Grain:   one row per phase and week with recognized or planned hours
Units:   amounts and hours of the week alone, by week of recognition; planned_hours by week of work
Source:  summed from core.timesheet_week and core.assignment_week
Volume:  large
*/
CREATE TABLE core.phase_fact_week (
    phase_id int NOT NULL,
    week_start_date date NOT NULL,
    hours decimal(9,2) NOT NULL,
    billable_hours decimal(9,2) NOT NULL,
    ac_amount decimal(19,4) NOT NULL,
    surcharge_amount decimal(19,4) NOT NULL,
    standard_value_amount decimal(19,4) NOT NULL,
    extracted_amount decimal(19,6) NOT NULL,
    planned_hours decimal(9,2) NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_phase_fact_week PRIMARY KEY CLUSTERED (phase_id, week_start_date)
);
GO
