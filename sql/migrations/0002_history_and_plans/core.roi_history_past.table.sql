/*
Object:  core.roi_history_past
Purpose: Which versions of a row of core.roi_history were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.roi_history; what was known once valid_from_batch_id was published, until valid_to_batch_id was
*/
CREATE TABLE core.roi_history_past (
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    calendar_year smallint NOT NULL,
    service_line nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    invested_amount decimal(19,4) NOT NULL,
    revenue_amount decimal(19,4) NOT NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    delivered_count int NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_roi_history_past PRIMARY KEY CLUSTERED (source_system, calendar_year, service_line, valid_to_batch_id),
    CONSTRAINT FK_roi_history_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_roi_history_past_valid_to_batch_id ON core.roi_history_past (valid_to_batch_id);
GO
