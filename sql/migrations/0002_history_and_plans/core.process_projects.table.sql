/*
Object:  core.process_projects
Purpose: Which processes is the quality lead improving, how far is each project (DMAIC), and who owns it?
Grain:   one row per improvement project
Units:   baseline, target and current value in the metric's unit; expected_benefit_amount a year; batch_id is NULL for what was entered in the app
*/
CREATE TABLE core.process_projects (
    process_project_id int NOT NULL,
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT DF_process_projects_source_system DEFAULT (N'app'),
    process_project_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    project_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    process_name nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    metric_code nvarchar(60) COLLATE Latin1_General_BIN2 NULL,
    dmaic_step nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT DF_process_projects_dmaic_step DEFAULT (N'define'),
    project_status nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT DF_process_projects_project_status DEFAULT (N'open'),
    owner_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    sponsor_name nvarchar(200) COLLATE Latin1_General_BIN2 NULL,
    problem nvarchar(2000) COLLATE Latin1_General_BIN2 NULL,
    goal nvarchar(2000) COLLATE Latin1_General_BIN2 NULL,
    unit nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
    baseline_value decimal(19,6) NULL,
    target_value decimal(19,6) NULL,
    current_value decimal(19,6) NULL,
    expected_benefit_amount decimal(19,4) NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NULL,
    start_date date NOT NULL,
    target_date date NULL,
    closed_date date NULL,
    is_deleted bit NOT NULL CONSTRAINT DF_process_projects_is_deleted DEFAULT (0),
    changed_by nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    changed_at_utc datetime2(3) NOT NULL,
    batch_id int NULL,
    CONSTRAINT PK_process_projects PRIMARY KEY CLUSTERED (process_project_id),
    CONSTRAINT UQ_process_projects_process_project_source_id UNIQUE (source_system, process_project_source_id),
    CONSTRAINT FK_process_projects_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id),
    CONSTRAINT CK_process_projects_dmaic_step CHECK (dmaic_step IN ('define', 'measure', 'analyze', 'improve', 'control')),
    CONSTRAINT CK_process_projects_project_status CHECK (project_status IN ('open', 'done', 'stopped')),
    CONSTRAINT CK_process_projects_closed_date CHECK (closed_date >= start_date)
);
GO

CREATE NONCLUSTERED INDEX IX_process_projects_batch_id ON core.process_projects (batch_id);
GO
