/*
Object:  core.assignment_week
Purpose: How many hours is each employee planned on each phase, by week?
Grain:   one row per phase, employee and week
Volume:  large
*/
CREATE TABLE core.assignment_week (
    phase_id int NOT NULL,
    employee_id int NOT NULL,
    week_start_date date NOT NULL,
    assigned_hours decimal(9,2) NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_assignment_week PRIMARY KEY CLUSTERED (phase_id, employee_id, week_start_date)
);
GO

CREATE NONCLUSTERED INDEX IX_assignment_week_employee_id_week_start_date ON core.assignment_week (employee_id, week_start_date);
GO
