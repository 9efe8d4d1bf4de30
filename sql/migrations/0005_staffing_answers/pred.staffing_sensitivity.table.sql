/*
Object:  pred.staffing_sensitivity
Purpose: What would one more person, one more week or a looser rule be worth to the plan?
Grain:   one row per run and question
Units:   change_value in unit is what is asked for (1 person, 1 week, 0.05 of a ratio); worth_points in thousandths of a point,
         what the objective gains by it, and worth_amount the charge-out value that earns as many; revenue_change_amount is the change of
         the whole plan's charge-out value, NULL where is_estimate: nobody else was planned again
Source:  STAFFING, Explanations.
*/
CREATE TABLE pred.staffing_sensitivity (
    run_id int NOT NULL,
    sensitivity_number int NOT NULL,
    sensitivity_kind nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    practice_id int NULL,
    staff_level_id int NULL,
    engagement_id int NULL,
    week_start_date date NULL,
    change_value decimal(19,6) NOT NULL,
    unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    worth_points decimal(19,6) NOT NULL,
    worth_amount decimal(19,4) NULL,
    revenue_change_amount decimal(19,4) NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NULL,
    is_estimate bit NOT NULL CONSTRAINT DF_staffing_sensitivity_is_estimate DEFAULT (0),
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_staffing_sensitivity PRIMARY KEY CLUSTERED (run_id, sensitivity_number),
    CONSTRAINT FK_staffing_sensitivity_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id)
);
GO
