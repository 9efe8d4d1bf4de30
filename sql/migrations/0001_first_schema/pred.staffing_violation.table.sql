/*
Object:  pred.staffing_violation
Purpose: Which elastic rules does the plan bend, by how much, and what would mend it?
Grain:   one row per run and violation
*/
CREATE TABLE pred.staffing_violation (
    run_id int NOT NULL,
    violation_number int NOT NULL,
    rule_code nvarchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
    engagement_id int NULL,
    phase_id int NULL,
    employee_id int NULL,
    week_start_date date NULL,
    violation_amount decimal(19,6) NOT NULL,
    unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    repair_sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NULL,
    CONSTRAINT PK_staffing_violation PRIMARY KEY CLUSTERED (run_id, violation_number),
    CONSTRAINT FK_staffing_violation_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id)
);
GO
