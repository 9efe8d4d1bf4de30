/*
Object:  app.scenario_application
Purpose: Which scenarios do the plans take for granted, since when, and who said so?
Grain:   one row per scenario and time that it was applied
Units:   in force from applied_at_utc until withdrawn_at_utc (NULL: still): runs in between plan with the scenario's changes
*/
CREATE TABLE app.scenario_application (
    scenario_id int NOT NULL,
    application_number int NOT NULL,
    applied_by nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    applied_at_utc datetime2(3) NOT NULL,
    withdrawn_by nvarchar(100) COLLATE Latin1_General_BIN2 NULL,
    withdrawn_at_utc datetime2(3) NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_scenario_application PRIMARY KEY CLUSTERED (scenario_id, application_number),
    CONSTRAINT FK_scenario_application_scenario_id FOREIGN KEY (scenario_id) REFERENCES app.scenario (scenario_id)
);
GO
