/*
Object:  core.funding_constraints_past
Purpose: Which versions of a row of core.funding_constraints were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.funding_constraints; what was known once valid_from_batch_id was published, until valid_to_batch_id was
*/
CREATE TABLE core.funding_constraints_past (
    funding_constraint_id int NOT NULL,
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    constraint_code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    subject nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    limit_value decimal(19,4) NOT NULL,
    unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    description nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    is_deleted bit NOT NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_funding_constraints_past PRIMARY KEY CLUSTERED (funding_constraint_id, valid_to_batch_id),
    CONSTRAINT FK_funding_constraints_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_funding_constraints_past_valid_to_batch_id ON core.funding_constraints_past (valid_to_batch_id);
GO
