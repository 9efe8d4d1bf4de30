/*
Object:  app.scenario_result
Purpose: What came out of a scenario, beside what the firm has without it?
Grain:   one row per scenario and result; computing it again replaces them all
Units:   measure_value and base_value in unit; base_value is that of the plan of base_run_id, NULL where it has none; figures without an
         engagement and practice are the whole firm's
*/
CREATE TABLE app.scenario_result (
    scenario_id int NOT NULL,
    result_number int NOT NULL,
    measure_code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    engagement_id int NULL,
    practice_id int NULL,
    measure_value decimal(28,6) NULL,
    base_value decimal(28,6) NULL,
    unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    base_run_id int NULL,
    as_of_date date NOT NULL,
    computed_at_utc datetime2(3) NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_scenario_result PRIMARY KEY CLUSTERED (scenario_id, result_number),
    CONSTRAINT FK_scenario_result_scenario_id FOREIGN KEY (scenario_id) REFERENCES app.scenario (scenario_id),
    CONSTRAINT FK_scenario_result_base_run_id FOREIGN KEY (base_run_id) REFERENCES ops.run (run_id)
);
GO

CREATE NONCLUSTERED INDEX IX_scenario_result_base_run_id ON app.scenario_result (base_run_id);
GO
