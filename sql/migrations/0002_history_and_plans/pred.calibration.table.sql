/*
Object:  pred.calibration
Purpose: Which parameters did the past correct, by how much, and on how much evidence?
Grain:   one row per run and calibrated value
Units:   values in unit; class_value is the mean of the class that new_value is shrunk towards; error_value is the error on held-out weeks, measured as error_measure says; ids are NULL where the value holds for all
Source:  BUDGET E.
*/
CREATE TABLE pred.calibration (
    run_id int NOT NULL,
    calibration_number int NOT NULL,
    parameter_code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    employee_id int NULL,
    practice_id int NULL,
    staff_level_id int NULL,
    engagement_kind nvarchar(60) COLLATE Latin1_General_BIN2 NULL,
    old_value decimal(19,6) NULL,
    new_value decimal(19,6) NOT NULL,
    class_value decimal(19,6) NULL,
    unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    sample_count int NOT NULL,
    error_measure nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
    error_value decimal(19,6) NULL,
    is_applied bit NOT NULL CONSTRAINT DF_calibration_is_applied DEFAULT (0),
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_calibration PRIMARY KEY CLUSTERED (run_id, calibration_number),
    CONSTRAINT FK_calibration_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id),
    CONSTRAINT CK_calibration_sample_count CHECK (sample_count >= 0)
);
GO
