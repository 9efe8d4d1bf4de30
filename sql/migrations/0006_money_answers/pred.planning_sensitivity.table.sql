/*
Object:  pred.planning_sensitivity
Purpose: Which driver moves a scenario's result the most?
Grain:   one row per run, scenario, measure and driver; rank 1 moves it the most
Units:   low_value and high_value of the driver in driver_unit; measures in measure_unit, base_measure_value with every driver as
         it is, NULL where undefined
Source:  BUDGET C: tornado.
*/
CREATE TABLE pred.planning_sensitivity (
    run_id int NOT NULL,
    scenario_name nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    measure_code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    driver_code nvarchar(80) COLLATE Latin1_General_BIN2 NOT NULL,
    rank_number int NOT NULL,
    low_value decimal(28,6) NOT NULL,
    high_value decimal(28,6) NOT NULL,
    driver_unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    low_measure_value decimal(28,6) NULL,
    base_measure_value decimal(28,6) NULL,
    high_measure_value decimal(28,6) NULL,
    measure_unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_planning_sensitivity PRIMARY KEY CLUSTERED (run_id, scenario_name, measure_code, driver_code),
    CONSTRAINT FK_planning_sensitivity_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id),
    CONSTRAINT CK_planning_sensitivity_rank_number CHECK (rank_number > 0)
);
GO
