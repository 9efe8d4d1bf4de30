/*
Object:  ops.alert
Purpose: What should somebody look at?
Grain:   one row per alert
*/
CREATE TABLE ops.alert (
    alert_id int NOT NULL,
    run_id int NULL,
    batch_id int NULL,
    alert_code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    severity nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    subject_kind nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
    subject_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NULL,
    message nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    raised_at_utc datetime2(3) NOT NULL,
    acknowledged_by nvarchar(100) COLLATE Latin1_General_BIN2 NULL,
    acknowledged_at_utc datetime2(3) NULL,
    CONSTRAINT PK_alert PRIMARY KEY CLUSTERED (alert_id),
    CONSTRAINT CK_alert_severity CHECK (severity IN ('information', 'warning', 'critical'))
);
GO
