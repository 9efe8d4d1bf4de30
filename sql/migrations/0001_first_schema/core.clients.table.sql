/*
Object:  core.clients
Purpose: Who pays?
Grain:   one row per client
*/
CREATE TABLE core.clients (
    client_id int NOT NULL,
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    client_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    client_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    is_deleted bit NOT NULL CONSTRAINT DF_clients_is_deleted DEFAULT (0),
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_clients PRIMARY KEY CLUSTERED (client_id),
    CONSTRAINT UQ_clients_client_source_id UNIQUE (source_system, client_source_id),
    CONSTRAINT FK_clients_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id)
);
GO
