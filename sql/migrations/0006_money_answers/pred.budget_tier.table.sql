/*
Object:  pred.budget_tier
Purpose: How far did each level of the objective get, in the order in which they are settled?
Grain:   one row per run and level; earlier levels are kept by the later ones
Units:   tier_value in unit (man-months short for the waterfall, then cost or value), bound_value its proven limit and gap_ratio
         the distance, NULL where none is proven
Source:  BUDGET A: truly lexicographic.
*/
CREATE TABLE pred.budget_tier (
    run_id int NOT NULL,
    tier_number int NOT NULL,
    tier_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    tier_value decimal(28,6) NOT NULL,
    bound_value decimal(28,6) NULL,
    gap_ratio decimal(19,6) NULL,
    unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    solve_status nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    solve_seconds decimal(9,3) NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_budget_tier PRIMARY KEY CLUSTERED (run_id, tier_number),
    CONSTRAINT FK_budget_tier_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id),
    CONSTRAINT CK_budget_tier_solve_status CHECK (solve_status IN ('Optimal', 'Feasible', 'Infeasible', 'Failed', 'Nothing'))
);
GO
