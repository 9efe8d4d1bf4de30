/*
Object:  core.holidays
Purpose: On which days does a location not work?
Grain:   one row per location and date
*/
CREATE TABLE core.holidays (
    location_id int NOT NULL,
    holiday_date date NOT NULL,
    holiday_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_holidays PRIMARY KEY CLUSTERED (location_id, holiday_date),
    CONSTRAINT FK_holidays_location_id FOREIGN KEY (location_id) REFERENCES core.locations (location_id),
    CONSTRAINT FK_holidays_batch_id FOREIGN KEY (batch_id) REFERENCES ops.load_batch (batch_id)
);
GO
