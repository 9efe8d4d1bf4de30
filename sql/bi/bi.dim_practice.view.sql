SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.dim_practice
Purpose: Which lines of service does the firm have?
Grain:   one row per practice_key; 0 is no practice
Reads:   core.practices.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.dim_practice
AS
SELECT
    practice_key = p.practice_id,
    p.source_system,
    p.practice_source_id,
    p.practice_name,
    p.description,
    p.batch_id
FROM core.practices AS p
UNION ALL
SELECT
    practice_key = 0,
    source_system = N'',
    practice_source_id = N'',
    practice_name = N'(none)',
    description = CAST(NULL AS nvarchar(400)),
    batch_id = 0;
GO
