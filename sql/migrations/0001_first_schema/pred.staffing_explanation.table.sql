/*
Object:  pred.staffing_explanation
Purpose: Why is each person where they are?
Grain:   one row per run, employee and phase
Units:   points: parts of the objective, thousandths
*/
CREATE TABLE pred.staffing_explanation (
    run_id int NOT NULL,
    employee_id int NOT NULL,
    phase_id int NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    limiting_rule nvarchar(20) COLLATE Latin1_General_BIN2 NULL,
    spi_points decimal(19,6) NOT NULL,
    vec_points decimal(19,6) NOT NULL,
    cost_points decimal(19,6) NOT NULL,
    CONSTRAINT PK_staffing_explanation PRIMARY KEY CLUSTERED (run_id, employee_id, phase_id),
    CONSTRAINT FK_staffing_explanation_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id)
);
GO
