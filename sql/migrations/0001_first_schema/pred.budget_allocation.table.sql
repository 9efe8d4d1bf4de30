/*
Object:  pred.budget_allocation
Purpose: Who is paid from which initiative, month by month?
Grain:   one row per run, employee, initiative and month
Units:   share_ratio: part of the employee's month
*/
CREATE TABLE pred.budget_allocation (
    run_id int NOT NULL,
    employee_id int NOT NULL,
    initiative_id int NOT NULL,
    month_start_date date NOT NULL,
    share_ratio decimal(19,6) NOT NULL,
    cost_amount decimal(19,4) NOT NULL,
    CONSTRAINT PK_budget_allocation PRIMARY KEY CLUSTERED (run_id, employee_id, initiative_id, month_start_date),
    CONSTRAINT FK_budget_allocation_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id)
);
GO
