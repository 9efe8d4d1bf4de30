/*
Object:  core.employee_identities
Purpose: Under which keys do the other systems know an employee? The crosswalk; never matched by likeness.
Grain:   one row per system and key
*/
CREATE TABLE core.employee_identities (
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    identity_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    employee_id int NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_employee_identities PRIMARY KEY CLUSTERED (source_system, identity_source_id),
    CONSTRAINT FK_employee_identities_employee_id FOREIGN KEY (employee_id) REFERENCES core.employees (employee_id),
    CONSTRAINT FK_employee_identities_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id)
);
GO
