/*
Object:  pred.budget_person_month
Purpose: How much of each person's month do the initiatives take, and how much stays free?
Grain:   one row per run, employee and month of the horizon in which the employee can be planned or is
Units:   ratios are parts of the month, 0 to 1: free = available - planned; idle_cost_amount in currency is what the free part
         costs
Source:  BUDGET A1; the benched people.
*/
CREATE TABLE pred.budget_person_month (
    run_id int NOT NULL,
    employee_id int NOT NULL,
    month_start_date date NOT NULL,
    available_ratio decimal(19,6) NOT NULL,
    planned_ratio decimal(19,6) NOT NULL,
    free_ratio decimal(19,6) NOT NULL,
    idle_cost_amount decimal(19,4) NOT NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_budget_person_month PRIMARY KEY CLUSTERED (run_id, employee_id, month_start_date),
    CONSTRAINT FK_budget_person_month_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id)
);
GO
