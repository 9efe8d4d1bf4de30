/*
Object:  pred.planning_demand
Purpose: How many people do a scenario's new projects need, month by month and role by role?
Grain:   one row per run, scenario, role and month
Units:   month_number from 1, the first month of the planned year; hours of the new projects; people unrounded, hired ones whole;
         the role is named where its ids are unknown
Source:  BUDGET C: demand sent to staffing and hiring.
*/
CREATE TABLE pred.planning_demand (
    run_id int NOT NULL,
    scenario_name nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    role_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    month_number int NOT NULL,
    practice_id int NULL,
    staff_level_id int NULL,
    open_project_count int NOT NULL,
    demand_hours decimal(19,2) NOT NULL,
    needed_head_count decimal(19,6) NOT NULL,
    free_head_count decimal(19,6) NOT NULL,
    hired_head_count int NOT NULL,
    missing_head_count decimal(19,6) NOT NULL,
    CONSTRAINT PK_planning_demand PRIMARY KEY CLUSTERED (run_id, scenario_name, role_name, month_number),
    CONSTRAINT FK_planning_demand_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id),
    CONSTRAINT CK_planning_demand_month_number CHECK (month_number BETWEEN 1 AND 12)
);
GO
