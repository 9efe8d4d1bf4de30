/*
Object:  pred.planning_hire
Purpose: Whom would a scenario hire, from which month, and at what cost?
Grain:   one row per run, scenario and hire
Units:   whole people; start_month_number from 1; weeks of the planned year from 0, decided before it where negative; costs in the
         scenario's currency, of the planned year and a whole one
Source:  BUDGET C: demand sent to staffing and hiring.
*/
CREATE TABLE pred.planning_hire (
    run_id int NOT NULL,
    scenario_name nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    hire_number int NOT NULL,
    role_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    practice_id int NULL,
    staff_level_id int NULL,
    start_month_number int NOT NULL,
    start_week_number int NOT NULL,
    decision_week_number int NOT NULL,
    head_count int NOT NULL,
    cost_amount decimal(19,4) NOT NULL,
    yearly_cost_amount decimal(19,4) NOT NULL,
    hiring_cost_amount decimal(19,4) NOT NULL,
    used_ratio decimal(19,6) NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_planning_hire PRIMARY KEY CLUSTERED (run_id, scenario_name, hire_number),
    CONSTRAINT FK_planning_hire_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id),
    CONSTRAINT CK_planning_hire_head_count CHECK (head_count > 0)
);
GO
