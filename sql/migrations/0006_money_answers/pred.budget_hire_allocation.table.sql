/*
Object:  pred.budget_hire_allocation
Purpose: What do new colleagues work on, month by month?
Grain:   one row per run, hire, initiative and month; the hire is pred.new_hire of the model budget
Units:   share_ratio: part of the month of one new colleague, never counted as delivery of the existing staff; cost_amount in the
         plan's currency
Source:  BUDGET A13.
*/
CREATE TABLE pred.budget_hire_allocation (
    run_id int NOT NULL,
    hire_number int NOT NULL,
    initiative_id int NOT NULL,
    month_start_date date NOT NULL,
    share_ratio decimal(19,6) NOT NULL,
    cost_amount decimal(19,4) NOT NULL,
    CONSTRAINT PK_budget_hire_allocation PRIMARY KEY CLUSTERED (run_id, hire_number, initiative_id, month_start_date),
    CONSTRAINT FK_budget_hire_allocation_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id)
);
GO
