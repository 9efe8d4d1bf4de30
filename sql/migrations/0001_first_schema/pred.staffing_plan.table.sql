/*
Object:  pred.staffing_plan
Purpose: Who should work where, week by week?
Grain:   one row per run, employee, phase and week
Units:   current_hours: planned in core.assignment_week when the run started; a row with recommended_hours 0 takes somebody off
*/
CREATE TABLE pred.staffing_plan (
    run_id int NOT NULL,
    employee_id int NOT NULL,
    phase_id int NOT NULL,
    week_start_date date NOT NULL,
    recommended_hours decimal(9,2) NOT NULL,
    current_hours decimal(9,2) NOT NULL,
    is_new_assignment bit NOT NULL,
    is_pinned bit NOT NULL,
    CONSTRAINT PK_staffing_plan PRIMARY KEY CLUSTERED (run_id, employee_id, phase_id, week_start_date),
    CONSTRAINT FK_staffing_plan_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id)
);
GO
