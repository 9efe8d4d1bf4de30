/*
Object:  core.quality_observations
Purpose: How well does each process run, day by day?
Grain:   one row per process, metric and date
*/
CREATE TABLE core.quality_observations (
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    process_name nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    metric_code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    observed_date date NOT NULL,
    observed_value decimal(19,6) NOT NULL,
    opportunity_count int NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_quality_observations PRIMARY KEY CLUSTERED (source_system, process_name, metric_code, observed_date),
    CONSTRAINT FK_quality_observations_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id)
);
GO
