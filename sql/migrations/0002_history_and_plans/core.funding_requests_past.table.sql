/*
Object:  core.funding_requests_past
Purpose: Which versions of a row of core.funding_requests were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.funding_requests; what was known once valid_from_batch_id was published, until valid_to_batch_id was
*/
CREATE TABLE core.funding_requests_past (
    funding_request_id int NOT NULL,
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    funding_request_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    service_line nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    service_group nvarchar(100) COLLATE Latin1_General_BIN2 NULL,
    requested_amount decimal(19,4) NOT NULL,
    minimum_viable_amount decimal(19,4) NOT NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    expected_roi_ratio decimal(19,6) NOT NULL,
    strategic_priority smallint NOT NULL,
    success_probability_ratio decimal(19,6) NOT NULL,
    rationale nvarchar(2000) COLLATE Latin1_General_BIN2 NULL,
    is_deleted bit NOT NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_funding_requests_past PRIMARY KEY CLUSTERED (funding_request_id, valid_to_batch_id),
    CONSTRAINT FK_funding_requests_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_funding_requests_past_valid_to_batch_id ON core.funding_requests_past (valid_to_batch_id);
GO
