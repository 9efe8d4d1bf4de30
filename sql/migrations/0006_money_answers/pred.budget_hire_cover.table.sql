/*
Object:  pred.budget_hire_cover
Purpose: How much of each initiative's shortfall would new colleagues deliver?
Grain:   one row per run and initiative that falls short with the existing staff
Units:   man-months; left = what is still short with the hires; cost_amount in the plan's currency is what the initiative pays for
         them
Source:  BUDGET A13.
*/
CREATE TABLE pred.budget_hire_cover (
    run_id int NOT NULL,
    initiative_id int NOT NULL,
    staff_man_months decimal(19,6) NOT NULL,
    staff_shortfall_man_months decimal(19,6) NOT NULL,
    hired_man_months decimal(19,6) NOT NULL,
    left_man_months decimal(19,6) NOT NULL,
    cost_amount decimal(19,4) NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_budget_hire_cover PRIMARY KEY CLUSTERED (run_id, initiative_id),
    CONSTRAINT FK_budget_hire_cover_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id)
);
GO
