/*
Object:  core.staff_levels
Purpose: Which levels does the firm have, and how senior is each? Declared in the extract contracts, never created from data.
Grain:   one row per level
Units:   seniority_rank: 1 is the most junior
*/
CREATE TABLE core.staff_levels (
    staff_level_id int NOT NULL,
    staff_level_code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    staff_level_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    seniority_rank smallint NOT NULL,
    is_manager_or_above bit NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_staff_levels PRIMARY KEY CLUSTERED (staff_level_id),
    CONSTRAINT UQ_staff_levels_staff_level_code UNIQUE (staff_level_code)
);
GO
