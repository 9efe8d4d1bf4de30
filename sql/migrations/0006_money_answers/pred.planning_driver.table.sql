/*
Object:  pred.planning_driver
Purpose: What do the driver models assume, how far may it be off, and where does it come from?
Grain:   one row per run, scenario and driver
Units:   values in unit; low and high bound what the tornado tries, the simulation draws from the distribution; driver_origin:
         given by somebody, learned from timesheets, or the model's default
Source:  BUDGET C.
*/
CREATE TABLE pred.planning_driver (
    run_id int NOT NULL,
    scenario_name nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    driver_code nvarchar(80) COLLATE Latin1_General_BIN2 NOT NULL,
    driver_number int NOT NULL,
    driver_value decimal(28,6) NOT NULL,
    low_value decimal(28,6) NOT NULL,
    high_value decimal(28,6) NOT NULL,
    unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    distribution_name nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    driver_origin nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_planning_driver PRIMARY KEY CLUSTERED (run_id, scenario_name, driver_code),
    CONSTRAINT FK_planning_driver_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id),
    CONSTRAINT CK_planning_driver_driver_origin CHECK (driver_origin IN ('given', 'learned', 'default'))
);
GO
