/*
Object:  core.roi_history
Purpose: What did earlier money return?
Grain:   one row per year and service line
*/
CREATE TABLE core.roi_history (
    source_system nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    calendar_year smallint NOT NULL,
    service_line nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    invested_amount decimal(19,4) NOT NULL,
    revenue_amount decimal(19,4) NOT NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    delivered_count int NULL,
    row_sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_roi_history PRIMARY KEY CLUSTERED (source_system, calendar_year, service_line),
    CONSTRAINT FK_roi_history_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id)
);
GO
