/*
Object:  core.calendar
Purpose: Which week does a date belong to?
Grain:   one row per date, 2015 to 2035
Units:   day_of_week 1 is Monday; iso_week like 2025-W12
*/
CREATE TABLE core.calendar (
    calendar_date date NOT NULL,
    week_start_date date NOT NULL,
    week_end_date date NOT NULL,
    iso_year smallint NOT NULL,
    iso_week_number smallint NOT NULL,
    iso_week char(8) COLLATE Latin1_General_BIN2 NOT NULL,
    month_start_date date NOT NULL,
    day_of_week smallint NOT NULL,
    is_weekday bit NOT NULL,
    CONSTRAINT PK_calendar PRIMARY KEY CLUSTERED (calendar_date)
);
GO

CREATE NONCLUSTERED INDEX IX_calendar_week_start_date ON core.calendar (week_start_date);
GO
