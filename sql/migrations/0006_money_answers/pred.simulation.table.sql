/*
Object:  pred.simulation
Purpose: Within which range does a figure fall when what is uncertain is drawn many times?
Grain:   one row per run, model, subject and measure; the subject is a scenario, or plan for the published decision
Units:   values in unit; p10 is undercut in a tenth of the draws; target_probability_ratio: part of the draws that reach
         target_value, NULL without a target
Source:  BUDGET B and C: Monte Carlo.
*/
CREATE TABLE pred.simulation (
    run_id int NOT NULL,
    model nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    subject_name nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    measure_code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    draw_count int NOT NULL,
    mean_value decimal(28,6) NOT NULL,
    p10_value decimal(28,6) NOT NULL,
    p50_value decimal(28,6) NOT NULL,
    p90_value decimal(28,6) NOT NULL,
    target_value decimal(28,6) NULL,
    target_probability_ratio decimal(19,6) NULL,
    unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_simulation PRIMARY KEY CLUSTERED (run_id, model, subject_name, measure_code),
    CONSTRAINT FK_simulation_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id),
    CONSTRAINT CK_simulation_draw_count CHECK (draw_count > 0),
    CONSTRAINT CK_simulation_target_probability_ratio CHECK (target_probability_ratio BETWEEN 0 AND 1)
);
GO
