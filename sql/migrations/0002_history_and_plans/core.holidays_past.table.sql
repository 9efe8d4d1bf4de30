/*
Object:  core.holidays_past
Purpose: Which versions of a row of core.holidays were superseded? Written by the load that changes or deletes the row.
Grain:   one row per superseded version
Units:   as core.holidays; what was known once valid_from_batch_id was published, until valid_to_batch_id was
*/
CREATE TABLE core.holidays_past (
    location_id int NOT NULL,
    holiday_date date NOT NULL,
    holiday_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    valid_from_batch_id int NOT NULL,
    valid_to_batch_id int NOT NULL,
    CONSTRAINT PK_holidays_past PRIMARY KEY CLUSTERED (location_id, holiday_date, valid_to_batch_id),
    CONSTRAINT FK_holidays_past_valid_to_batch_id FOREIGN KEY (valid_to_batch_id) REFERENCES ops.load_batch (batch_id)
);
GO

CREATE NONCLUSTERED INDEX IX_holidays_past_valid_to_batch_id ON core.holidays_past (valid_to_batch_id);
GO
