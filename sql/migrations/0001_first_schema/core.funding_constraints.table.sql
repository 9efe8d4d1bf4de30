/*
Object:  core.funding_constraints
Purpose: Which limits bind the funding decision?
Grain:   one row per limit
Units:   subject names the requests that a rule is about, separated by |; empty for all
*/
CREATE TABLE core.funding_constraints (
    funding_constraint_id int NOT NULL,
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    constraint_code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    subject nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT DF_funding_constraints_subject DEFAULT (N''),
    limit_value decimal(19,4) NOT NULL,
    unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    description nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    is_deleted bit NOT NULL CONSTRAINT DF_funding_constraints_is_deleted DEFAULT (0),
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_funding_constraints PRIMARY KEY CLUSTERED (funding_constraint_id),
    CONSTRAINT UQ_funding_constraints_subject UNIQUE (source_system, constraint_code, subject),
    CONSTRAINT FK_funding_constraints_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id)
);
GO
