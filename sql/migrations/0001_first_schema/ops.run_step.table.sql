/*
Object:  ops.run_step
Purpose: What did each step of a run do, and how long did it take?
Grain:   one row per run and step
*/
CREATE TABLE ops.run_step (
    run_id int NOT NULL,
    step_number int NOT NULL,
    step_name nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    status nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    started_at_utc datetime2(3) NOT NULL,
    finished_at_utc datetime2(3) NULL,
    detail nvarchar(2000) COLLATE Latin1_General_BIN2 NULL,
    CONSTRAINT PK_run_step PRIMARY KEY CLUSTERED (run_id, step_number),
    CONSTRAINT FK_run_step_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id),
    CONSTRAINT CK_run_step_status CHECK (status IN ('running', 'done', 'failed', 'skipped'))
);
GO
