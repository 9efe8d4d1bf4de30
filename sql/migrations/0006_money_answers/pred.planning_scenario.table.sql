/*
Object:  pred.planning_scenario
Purpose: Which scenarios were planned, and what does each come to in words?
Grain:   one row per run and scenario
Units:   scenario_number from 1, in the order of the assumptions; amounts of the run are in currency
Source:  BUDGET C.
*/
CREATE TABLE pred.planning_scenario (
    run_id int NOT NULL,
    scenario_name nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    scenario_number int NOT NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_planning_scenario PRIMARY KEY CLUSTERED (run_id, scenario_name),
    CONSTRAINT FK_planning_scenario_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id),
    CONSTRAINT CK_planning_scenario_scenario_number CHECK (scenario_number > 0)
);
GO
