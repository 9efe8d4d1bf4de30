/*
Object:  core.quality_observations_past
Purpose: Which versions of a row of core.quality_observations were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.quality_observations; what was known once valid_from_batch_id was published, until valid_to_batch_id was
*/
CREATE TABLE core.quality_observations_past (
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    process_name nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    metric_code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    observed_date date NOT NULL,
    observed_value decimal(19,6) NOT NULL,
    opportunity_count int NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_quality_observations_past PRIMARY KEY CLUSTERED (source_system, process_name, metric_code, observed_date, valid_to_batch_id),
    CONSTRAINT FK_quality_observations_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_quality_observations_past_valid_to_batch_id ON core.quality_observations_past (valid_to_batch_id);
GO
