/*
Object:  pred.backtest
Purpose: How well would each model have done on past weeks, knowing only what was known then?
Grain:   one row per run and tested model, measure, subject and horizon
Units:   errors in unit; scaled_error_ratio is the error over that of the naive forecast (below 1 is better); coverage_ratio is the share of outcomes inside the interval; ids are 0 where the grain has none; progress_ratio is the share complete at the origin, where that is tested
Source:  BUDGET D and E.
*/
CREATE TABLE pred.backtest (
    run_id int NOT NULL,
    backtest_number int NOT NULL,
    model_code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    measure_code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    grain nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    engagement_id int NOT NULL CONSTRAINT DF_backtest_engagement_id DEFAULT (0),
    phase_id int NOT NULL CONSTRAINT DF_backtest_phase_id DEFAULT (0),
    practice_id int NOT NULL CONSTRAINT DF_backtest_practice_id DEFAULT (0),
    staff_level_id int NOT NULL CONSTRAINT DF_backtest_staff_level_id DEFAULT (0),
    horizon_weeks int NOT NULL,
    progress_ratio decimal(19,6) NULL,
    first_origin_date date NOT NULL,
    last_origin_date date NOT NULL,
    sample_count int NOT NULL,
    mean_absolute_error decimal(19,6) NULL,
    root_mean_square_error decimal(19,6) NULL,
    bias decimal(19,6) NULL,
    scaled_error_ratio decimal(19,6) NULL,
    interval_level_ratio decimal(19,6) NULL,
    coverage_ratio decimal(19,6) NULL,
    unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    is_chosen bit NOT NULL CONSTRAINT DF_backtest_is_chosen DEFAULT (0),
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_backtest PRIMARY KEY CLUSTERED (run_id, backtest_number),
    CONSTRAINT FK_backtest_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id),
    CONSTRAINT CK_backtest_grain CHECK (grain IN ('portfolio', 'practice', 'level', 'engagement', 'phase')),
    CONSTRAINT CK_backtest_last_origin_date CHECK (last_origin_date >= first_origin_date)
);
GO
