/*
Object:  ops.parameter
Purpose: Which parameters are in force from which date, set by whom?
Grain:   one row per parameter and date
*/
CREATE TABLE ops.parameter (
    parameter_code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    effective_from date NOT NULL,
    parameter_value nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    description nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    changed_by nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    changed_at_utc datetime2(3) NOT NULL,
    CONSTRAINT PK_parameter PRIMARY KEY CLUSTERED (parameter_code, effective_from)
);
GO
