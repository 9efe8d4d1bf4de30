/*
Object:  pred.initiative_outcome
Purpose: What does each initiative get?
Grain:   one row per run and initiative
*/
CREATE TABLE pred.initiative_outcome (
    run_id int NOT NULL,
    initiative_id int NOT NULL,
    priority_rank int NOT NULL,
    priority_score decimal(19,6) NOT NULL,
    effort_target_man_months decimal(19,6) NULL,
    effort_man_months decimal(19,6) NOT NULL,
    shortfall_man_months decimal(19,6) NOT NULL,
    cost_amount decimal(19,4) NOT NULL,
    budget_amount decimal(19,4) NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_initiative_outcome PRIMARY KEY CLUSTERED (run_id, initiative_id),
    CONSTRAINT FK_initiative_outcome_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id)
);
GO
