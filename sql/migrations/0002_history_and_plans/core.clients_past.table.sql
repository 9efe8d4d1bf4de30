/*
Object:  core.clients_past
Purpose: Which versions of a row of core.clients were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.clients; what was known once valid_from_batch_id was published, until valid_to_batch_id was
*/
CREATE TABLE core.clients_past (
    client_id int NOT NULL,
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    client_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    client_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    is_deleted bit NOT NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_clients_past PRIMARY KEY CLUSTERED (client_id, valid_to_batch_id),
    CONSTRAINT FK_clients_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_clients_past_valid_to_batch_id ON core.clients_past (valid_to_batch_id);
GO
