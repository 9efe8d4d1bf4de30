/*
Object:  core.practice_identities
Purpose: Under which keys do the other systems know a practice?
Grain:   one row per system and key
*/
CREATE TABLE core.practice_identities (
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    identity_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    practice_id int NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_practice_identities PRIMARY KEY CLUSTERED (source_system, identity_source_id),
    CONSTRAINT FK_practice_identities_practice_id FOREIGN KEY (practice_id) REFERENCES core.practices (practice_id),
    CONSTRAINT FK_practice_identities_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id)
);
GO
