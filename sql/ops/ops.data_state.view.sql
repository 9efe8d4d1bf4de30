SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  ops.data_state
Purpose: What do readers see now, and since when? Every figure that depends on the reporting date or a parameter may have changed then.
Grain:   one row; NULL before the first load
Units:   changed_at_utc: the newest of published loads, settings of the reporting date and changes of parameters
Reads:   ops.reporting_date, ops.load_batch, ops.reporting_date_setting, ops.parameter.
Read by: bi.
*/
CREATE OR ALTER VIEW ops.data_state
AS
SELECT
    r.as_of_date,
    r.week_start_date,
    batch_id = b.batch_id,
    changed_at_utc = c.changed_at_utc
FROM ops.reporting_date AS r
CROSS JOIN (
    SELECT batch_id = MAX(l.batch_id)
    FROM ops.load_batch AS l
    WHERE l.status = N'published'
) AS b
CROSS JOIN (
    SELECT changed_at_utc = MAX(m.moment_at_utc)
    FROM (
        SELECT moment_at_utc = l.published_at_utc
        FROM ops.load_batch AS l
        WHERE l.status = N'published'
        UNION ALL
        SELECT s.set_at_utc
        FROM ops.reporting_date_setting AS s
        UNION ALL
        SELECT p.changed_at_utc
        FROM ops.parameter AS p
    ) AS m
) AS c;
GO
