/*
Object:  ops.reporting_date_setting
Purpose: Which reporting date did the last load or run ask for? The newest row counts; NULL means the latest posting date.
Grain:   one row per setting
*/
CREATE TABLE ops.reporting_date_setting (
    setting_id int NOT NULL,
    as_of_date date NULL,
    set_by nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    set_at_utc datetime2(3) NOT NULL,
    CONSTRAINT PK_reporting_date_setting PRIMARY KEY CLUSTERED (setting_id)
);
GO
