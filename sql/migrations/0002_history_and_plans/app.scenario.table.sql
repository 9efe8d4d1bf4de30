/*
Object:  app.scenario
Purpose: Which what-ifs did somebody save, with which settings, and which run answered each?
Grain:   one row per scenario
Units:   settings_json holds the parameters that differ from those in force, by their codes; base_run_id is the run it is compared with
*/
CREATE TABLE app.scenario (
    scenario_id int NOT NULL,
    scenario_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    model nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    description nvarchar(2000) COLLATE Latin1_General_BIN2 NULL,
    settings_json nvarchar(max) COLLATE Latin1_General_BIN2 NOT NULL,
    base_run_id int NULL,
    run_id int NULL,
    created_by nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    created_at_utc datetime2(3) NOT NULL,
    changed_at_utc datetime2(3) NOT NULL,
    is_shared bit NOT NULL CONSTRAINT DF_scenario_is_shared DEFAULT (0),
    is_deleted bit NOT NULL CONSTRAINT DF_scenario_is_deleted DEFAULT (0),
    CONSTRAINT PK_scenario PRIMARY KEY CLUSTERED (scenario_id),
    CONSTRAINT FK_scenario_base_run_id FOREIGN KEY (base_run_id) REFERENCES ops.run (run_id),
    CONSTRAINT FK_scenario_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id)
);
GO

CREATE NONCLUSTERED INDEX IX_scenario_base_run_id ON app.scenario (base_run_id);
GO

CREATE NONCLUSTERED INDEX IX_scenario_run_id ON app.scenario (run_id);
GO
