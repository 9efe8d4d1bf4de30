/*
Object:  app.scenario_change
Purpose: What does a scenario change, one change after the other?
Grain:   one row per scenario and change
Units:   change_value in unit: a probability of 0 to 1, weeks by which work moves (negative: earlier), people, or the value of
         parameter_code; weeks are Mondays, NULL without a limit; detail_json holds what an added engagement or person is made of
Source:  what is left of app.scenario.settings_json are settings of the comparison alone.
*/
CREATE TABLE app.scenario_change (
    scenario_id int NOT NULL,
    change_number int NOT NULL,
    change_kind nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    engagement_id int NULL,
    phase_id int NULL,
    employee_id int NULL,
    practice_id int NULL,
    staff_level_id int NULL,
    from_week_start_date date NULL,
    to_week_start_date date NULL,
    parameter_code nvarchar(60) COLLATE Latin1_General_BIN2 NULL,
    change_value decimal(19,6) NULL,
    unit nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
    detail_json nvarchar(max) COLLATE Latin1_General_BIN2 NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_scenario_change PRIMARY KEY CLUSTERED (scenario_id, change_number),
    CONSTRAINT FK_scenario_change_scenario_id FOREIGN KEY (scenario_id) REFERENCES app.scenario (scenario_id),
    CONSTRAINT CK_scenario_change_change_kind CHECK (change_kind IN (
        'win_probability', 'engagement_lost', 'engagement_moved', 'engagement_added', 'person_leaves', 'person_joins', 'parameter'
    ))
);
GO
