/*
Object:  core.initiatives_past
Purpose: Which versions of a row of core.initiatives were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.initiatives; what was known once valid_from_batch_id was published, until valid_to_batch_id was
*/
CREATE TABLE core.initiatives_past (
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
    is_deleted bit NOT NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_initiatives_past PRIMARY KEY CLUSTERED (initiative_id, valid_to_batch_id),
    CONSTRAINT FK_initiatives_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_initiatives_past_valid_to_batch_id ON core.initiatives_past (valid_to_batch_id);
GO
