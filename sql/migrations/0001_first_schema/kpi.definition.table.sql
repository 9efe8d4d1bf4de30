/*
Object:  kpi.definition
Purpose: What does each KPI mean, and when is it good?
Grain:   one row per KPI
*/
CREATE TABLE kpi.definition (
    kpi_code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    kpi_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    sentence nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    formula nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    grain nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    source nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    good_direction nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    amber_threshold decimal(19,6) NULL,
    red_threshold decimal(19,6) NULL,
    CONSTRAINT PK_definition PRIMARY KEY CLUSTERED (kpi_code),
    CONSTRAINT CK_definition_good_direction CHECK (good_direction IN ('higher', 'lower', 'target', 'none'))
);
GO
