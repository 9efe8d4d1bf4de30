/*
Object:  core.employee_identities_past
Purpose: Which versions of a row of core.employee_identities were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.employee_identities; what was known once valid_from_batch_id was published, until valid_to_batch_id was
*/
CREATE TABLE core.employee_identities_past (
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    identity_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    employee_id int NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_employee_identities_past PRIMARY KEY CLUSTERED (source_system, identity_source_id, valid_to_batch_id),
    CONSTRAINT FK_employee_identities_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_employee_identities_past_valid_to_batch_id ON core.employee_identities_past (valid_to_batch_id);
GO
