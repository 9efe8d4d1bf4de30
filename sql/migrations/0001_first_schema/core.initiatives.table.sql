/*
Object:  core.initiatives
Purpose: Which internal projects ask for people?
Grain:   one row per initiative
Units:   budget_amount 0 marks an efficiency initiative; months are given by their first day, both included
*/
CREATE TABLE core.initiatives (
    initiative_id int NOT NULL,
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    initiative_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    initiative_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    funding_source nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    driver nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    impact nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    user_rank smallint NULL,
    budget_amount decimal(19,4) NOT NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    effort_man_months decimal(19,6) NULL,
    start_month_date date NOT NULL,
    end_month_date date NOT NULL,
    required_skills nvarchar(2000) COLLATE Latin1_General_BIN2 NULL,
    team nvarchar(100) COLLATE Latin1_General_BIN2 NULL,
    sub_team nvarchar(100) COLLATE Latin1_General_BIN2 NULL,
    pod nvarchar(100) COLLATE Latin1_General_BIN2 NULL,
    maximum_share_ratio decimal(19,6) NULL,
    predecessor_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NULL,
    is_deleted bit NOT NULL CONSTRAINT DF_initiatives_is_deleted DEFAULT (0),
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_initiatives PRIMARY KEY CLUSTERED (initiative_id),
    CONSTRAINT UQ_initiatives_initiative_source_id UNIQUE (source_system, initiative_source_id),
    CONSTRAINT FK_initiatives_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id)
);
GO
