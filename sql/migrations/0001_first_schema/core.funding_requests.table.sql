/*
Object:  core.funding_requests
Purpose: Which service lines ask for how much, and what would it return?
Grain:   one row per request
Units:   expected_roi_ratio: return per unit of money
*/
CREATE TABLE core.funding_requests (
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
    is_deleted bit NOT NULL CONSTRAINT DF_funding_requests_is_deleted DEFAULT (0),
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_funding_requests PRIMARY KEY CLUSTERED (funding_request_id),
    CONSTRAINT UQ_funding_requests_funding_request_source_id UNIQUE (source_system, funding_request_source_id),
    CONSTRAINT FK_funding_requests_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id),
    CONSTRAINT CK_funding_requests_success_probability_ratio CHECK (success_probability_ratio BETWEEN 0 AND 1)
);
GO
