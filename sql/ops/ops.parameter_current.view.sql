SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  ops.parameter_current
Purpose: Which value of each parameter is in force at the reporting date?
Grain:   one row per parameter_code
Units:   unit says what parameter_value counts
Read by: ops.kpi_parameter, optimizer, dashboard.
*/
CREATE OR ALTER VIEW ops.parameter_current
AS
SELECT
    p.parameter_code,
    p.parameter_value,
    p.unit,
    p.description,
    p.effective_from,
    p.changed_by,
    p.changed_at_utc
FROM (
    SELECT
        q.parameter_code,
        q.parameter_value,
        q.unit,
        q.description,
        q.effective_from,
        q.changed_by,
        q.changed_at_utc,
        newest_first = ROW_NUMBER() OVER (PARTITION BY q.parameter_code ORDER BY q.effective_from DESC)
    FROM ops.parameter AS q
    CROSS JOIN ops.reporting_date AS r
    WHERE q.effective_from <= COALESCE(r.as_of_date, CAST('9999-12-31' AS date))
) AS p
WHERE p.newest_first = 1;
GO
