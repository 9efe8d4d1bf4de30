SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.dim_level
Purpose: Which levels do people have, and how senior is each?
Grain:   one row per level_key; 0 is no level
Units:   seniority_rank: 1 is the most junior, 0 no level
Reads:   core.staff_levels.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.dim_level
AS
SELECT
    level_key = l.staff_level_id,
    l.staff_level_code,
    l.staff_level_name,
    seniority_rank = CAST(l.seniority_rank AS int),
    l.is_manager_or_above,
    l.batch_id
FROM core.staff_levels AS l
UNION ALL
SELECT
    level_key = 0,
    staff_level_code = N'',
    staff_level_name = N'(none)',
    seniority_rank = 0,
    is_manager_or_above = CAST(0 AS bit),
    batch_id = 0;
GO
