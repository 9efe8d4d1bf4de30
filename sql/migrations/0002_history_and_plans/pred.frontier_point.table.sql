/*
Object:  pred.frontier_point
Purpose: What does more of one goal cost in the others?
Grain:   one row per run, model, frontier and point
Units:   each axis says what it measures and in which unit; the third axis is NULL on a curve; is_chosen marks the plan that the run publishes
Source:  BUDGET A (cost against shortfall against moves), B (return against risk).
*/
CREATE TABLE pred.frontier_point (
    run_id int NOT NULL,
    model nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    frontier_name nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    point_number int NOT NULL,
    x_name nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    x_value decimal(28,6) NOT NULL,
    x_unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    y_name nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    y_value decimal(28,6) NOT NULL,
    y_unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    z_name nvarchar(60) COLLATE Latin1_General_BIN2 NULL,
    z_value decimal(28,6) NULL,
    z_unit nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
    solve_status nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    gap_ratio decimal(19,6) NULL,
    is_chosen bit NOT NULL CONSTRAINT DF_frontier_point_is_chosen DEFAULT (0),
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_frontier_point PRIMARY KEY CLUSTERED (run_id, model, frontier_name, point_number),
    CONSTRAINT FK_frontier_point_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id),
    CONSTRAINT CK_frontier_point_solve_status CHECK (solve_status IN ('Optimal', 'Feasible', 'Infeasible', 'Failed', 'Nothing'))
);
GO
