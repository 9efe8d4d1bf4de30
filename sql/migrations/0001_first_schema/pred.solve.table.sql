/*
Object:  pred.solve
Purpose: How good is each plan, and how was it proven?
Grain:   one row per run and model
*/
CREATE TABLE pred.solve (
    run_id int NOT NULL,
    model nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    solve_status nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    objective_name nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    objective_value decimal(28,6) NULL,
    bound_value decimal(28,6) NULL,
    gap_ratio decimal(19,6) NULL,
    solve_seconds decimal(9,3) NOT NULL,
    row_count int NOT NULL,
    column_count int NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_solve PRIMARY KEY CLUSTERED (run_id, model),
    CONSTRAINT FK_solve_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id),
    CONSTRAINT CK_solve_solve_status CHECK (solve_status IN ('Optimal', 'Feasible', 'Infeasible', 'Failed', 'Nothing'))
);
GO
