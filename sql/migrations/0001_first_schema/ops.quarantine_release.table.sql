/*
Object:  ops.quarantine_release
Purpose: Which set-aside rows were loaded later, or given up?
Grain:   one row per released record
*/
CREATE TABLE ops.quarantine_release (
    quarantine_id int NOT NULL,
    batch_id int NOT NULL,
    outcome nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    released_at_utc datetime2(3) NOT NULL,
    released_by nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_quarantine_release PRIMARY KEY CLUSTERED (quarantine_id),
    CONSTRAINT FK_quarantine_release_quarantine_id FOREIGN KEY (quarantine_id) REFERENCES ops.quarantine (quarantine_id),
    CONSTRAINT FK_quarantine_release_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id),
    CONSTRAINT CK_quarantine_release_outcome CHECK (outcome IN ('loaded', 'superseded', 'dismissed'))
);
GO
