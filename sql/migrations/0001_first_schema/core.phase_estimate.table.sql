/*
Object:  core.phase_estimate
Purpose: How long should each phase take, judged by its budget and its planned team?
Grain:   one row per phase with recognized or planned hours
Units:   weighted_rate_per_hour is the levels' most frequent charge-out rates by planned hours; estimated_days are calendar days
Source:  001 appendix 4
Volume:  large
*/
CREATE TABLE core.phase_estimate (
    phase_id int NOT NULL,
    first_work_date date NULL,
    planned_hours decimal(9,2) NOT NULL,
    planned_employee_count int NOT NULL,
    weighted_rate_per_hour decimal(19,6) NULL,
    estimated_days decimal(19,6) NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_phase_estimate PRIMARY KEY CLUSTERED (phase_id)
);
GO
