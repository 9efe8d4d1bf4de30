/*
Object:  core.locations
Purpose: Where do people work, and which public holidays count there?
Grain:   one row per location
*/
CREATE TABLE core.locations (
    location_id int NOT NULL,
    location_code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    location_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_locations PRIMARY KEY CLUSTERED (location_id),
    CONSTRAINT UQ_locations_location_code UNIQUE (location_code)
);
GO
