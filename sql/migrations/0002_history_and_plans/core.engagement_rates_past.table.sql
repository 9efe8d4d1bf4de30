/*
Object:  core.engagement_rates_past
Purpose: Which versions of a row of core.engagement_rates were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.engagement_rates; what was known once valid_from_batch_id was published, until valid_to_batch_id was
*/
CREATE TABLE core.engagement_rates_past (
    engagement_id int NOT NULL,
    employee_id int NOT NULL,
    effective_from date NOT NULL,
    charge_out_rate_per_hour decimal(19,4) NULL,
    standard_rate_per_hour decimal(19,4) NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_engagement_rates_past PRIMARY KEY CLUSTERED (engagement_id, employee_id, effective_from, valid_to_batch_id),
    CONSTRAINT FK_engagement_rates_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_engagement_rates_past_valid_to_batch_id ON core.engagement_rates_past (valid_to_batch_id);
GO
