/*
Object:  app.decision
Purpose: What did the resource manager decide about a recommendation?
Grain:   one row per decision; the newest counts
*/
CREATE TABLE app.decision (
    decision_id int NOT NULL,
    run_id int NULL,
    employee_id int NOT NULL,
    phase_id int NOT NULL,
    week_start_date date NULL,
    decision_kind nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    hours decimal(9,2) NULL,
    reason nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    decided_by nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    decided_at_utc datetime2(3) NOT NULL,
    is_active bit NOT NULL CONSTRAINT DF_decision_is_active DEFAULT (1),
    CONSTRAINT PK_decision PRIMARY KEY CLUSTERED (decision_id),
    CONSTRAINT CK_decision_decision_kind CHECK (decision_kind IN ('accept', 'edit', 'pin', 'reject'))
);
GO
