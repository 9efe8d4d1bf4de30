/*
Object:  ops.schema_object
Purpose: Which version of which file is deployed?
Grain:   one row per deployed object or migration file
*/
CREATE TABLE ops.schema_object (
    object_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    object_type nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    file_name nvarchar(260) COLLATE Latin1_General_BIN2 NOT NULL,
    sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    applied_at_utc datetime2(3) NOT NULL,
    CONSTRAINT PK_schema_object PRIMARY KEY CLUSTERED (object_name)
);
GO
