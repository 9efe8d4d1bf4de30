/*
Object:  pred.forecast
Purpose: What is expected of each measure, week by week, and within which range?
Grain:   one row per run, model_code, measure_code, subject (grain and its ids), week and interval_level_ratio
Units:   ids are 0 where the grain has none; values in unit; a finish is forecast as days after the run's as_of_date (measure finish_days); NULL bounds: no interval is claimed
Source:  BUDGET D.
*/
CREATE TABLE pred.forecast (
    run_id int NOT NULL,
    model_code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    measure_code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    grain nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    engagement_id int NOT NULL CONSTRAINT DF_forecast_engagement_id DEFAULT (0),
    phase_id int NOT NULL CONSTRAINT DF_forecast_phase_id DEFAULT (0),
    practice_id int NOT NULL CONSTRAINT DF_forecast_practice_id DEFAULT (0),
    staff_level_id int NOT NULL CONSTRAINT DF_forecast_staff_level_id DEFAULT (0),
    week_start_date date NOT NULL,
    interval_level_ratio decimal(19,6) NOT NULL CONSTRAINT DF_forecast_interval_level_ratio DEFAULT (0.8),
    horizon_weeks int NOT NULL,
    point_value decimal(19,6) NOT NULL,
    lower_value decimal(19,6) NULL,
    upper_value decimal(19,6) NULL,
    unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    is_chosen bit NOT NULL CONSTRAINT DF_forecast_is_chosen DEFAULT (1),
    CONSTRAINT PK_forecast PRIMARY KEY CLUSTERED (
        run_id, measure_code, grain, engagement_id, phase_id, practice_id, staff_level_id, week_start_date, model_code,
        interval_level_ratio
    ),
    CONSTRAINT FK_forecast_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id),
    CONSTRAINT CK_forecast_grain CHECK (grain IN ('portfolio', 'practice', 'level', 'engagement', 'phase')),
    CONSTRAINT CK_forecast_interval_level_ratio CHECK (interval_level_ratio > 0 AND interval_level_ratio < 1),
    CONSTRAINT CK_forecast_upper_value CHECK (upper_value >= lower_value)
);
GO
