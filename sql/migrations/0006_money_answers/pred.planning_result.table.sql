/*
Object:  pred.planning_result
Purpose: What does each scenario lead to: clients, people, spend, revenue, return?
Grain:   one row per run, scenario and measure
Units:   measure_value in unit, NULL where it is undefined in the scenario; people in whole heads, and before rounding up as
         measures of their own
Source:  BUDGET C.
*/
CREATE TABLE pred.planning_result (
    run_id int NOT NULL,
    scenario_name nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    measure_code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    measure_number int NOT NULL,
    driver_model nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    measure_value decimal(28,6) NULL,
    unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_planning_result PRIMARY KEY CLUSTERED (run_id, scenario_name, measure_code),
    CONSTRAINT FK_planning_result_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id),
    CONSTRAINT CK_planning_result_driver_model CHECK (driver_model IN ('sales', 'marketing', 'operations', 'result'))
);
GO
