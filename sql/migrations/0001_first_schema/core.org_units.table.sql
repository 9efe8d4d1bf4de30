/*
Object:  core.org_units
Purpose: Which teams, sub-teams and pods are there?
Grain:   one row per pod, sub-team or team
Units:   an empty sub_team or pod is the whole team or sub-team
*/
CREATE TABLE core.org_units (
    org_unit_id int NOT NULL,
    team nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    sub_team nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT DF_org_units_sub_team DEFAULT (N''),
    pod nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT DF_org_units_pod DEFAULT (N''),
    batch_id int NOT NULL,
    CONSTRAINT PK_org_units PRIMARY KEY CLUSTERED (org_unit_id),
    CONSTRAINT UQ_org_units_pod UNIQUE (team, sub_team, pod)
);
GO
