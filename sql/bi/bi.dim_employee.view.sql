SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.dim_employee
Purpose: Who works on the engagements? No more of HR's data than the facts need: no cost, contract, address or dates.
Grain:   one row per employee_key; 0 is nobody
Units:   practice and level are today's; fact_consultant_week has those of its week; is_active: employed on the reporting date
Reads:   core.employees, core.practices, core.staff_levels, ops.data_state.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.dim_employee
AS
SELECT
    employee_key = e.employee_id,
    e.source_system,
    e.employee_source_id,
    e.employee_name,
    practice_key = COALESCE(e.practice_id, 0),
    practice_name = CAST(COALESCE(p.practice_name, N'(none)') AS nvarchar(200)),
    level_key = COALESCE(e.staff_level_id, 0),
    staff_level_name = CAST(COALESCE(l.staff_level_name, N'(none)') AS nvarchar(200)),
    e.is_external,
    e.is_external_estimated,
    is_active = CAST(CASE
        WHEN e.is_deleted = 1 OR e.hire_date > s.as_of_date OR e.termination_date < s.as_of_date THEN 0
        ELSE 1
    END AS bit),
    e.is_deleted,
    e.batch_id
FROM core.employees AS e
LEFT JOIN core.practices AS p
    ON p.practice_id = e.practice_id
LEFT JOIN core.staff_levels AS l
    ON l.staff_level_id = e.staff_level_id
CROSS JOIN ops.data_state AS s
UNION ALL
SELECT
    employee_key = 0,
    source_system = N'',
    employee_source_id = N'',
    employee_name = N'(none)',
    practice_key = 0,
    practice_name = N'(none)',
    level_key = 0,
    staff_level_name = N'(none)',
    is_external = CAST(0 AS bit),
    is_external_estimated = CAST(0 AS bit),
    is_active = CAST(0 AS bit),
    is_deleted = CAST(0 AS bit),
    batch_id = 0;
GO
