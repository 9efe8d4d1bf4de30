/*
Object:  pred.planning_demand
Purpose: How many people does each scenario want beyond those who are there, from when?
Grain:   one row per run, scenario and demand
Units:   whole people (head_count) in a role or practice from the month on; hours is their work over the scenario, NULL where it
         is not work for clients
Source:  BUDGET C: demand sent to staffing and hiring.
*/
CREATE TABLE pred.planning_demand (
    run_id int NOT NULL,
    scenario_name nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    demand_number int NOT NULL,
    role_name nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    practice_id int NULL,
    staff_level_id int NULL,
    month_start_date date NOT NULL,
    head_count int NOT NULL,
    unrounded_head_count decimal(19,6) NULL,
    hours decimal(19,2) NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_planning_demand PRIMARY KEY CLUSTERED (run_id, scenario_name, demand_number),
    CONSTRAINT FK_planning_demand_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id),
    CONSTRAINT CK_planning_demand_head_count CHECK (head_count >= 0)
);
GO
