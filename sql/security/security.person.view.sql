SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  security.person
Purpose: What does somebody see who sees an employee: the employee, and the names of the practices they belong or belonged to.
Grain:   one row per employee_id and subject
Reads:   core.employees, core.employment.
Read by: security.client_reach, security.practice_reach.
*/
CREATE OR ALTER VIEW security.person
AS
SELECT m.employee_id, subject_kind = N'employee' COLLATE Latin1_General_BIN2, subject_id = m.employee_id
FROM core.employees AS m
UNION
SELECT m.employee_id, N'practice_name' COLLATE Latin1_General_BIN2, m.practice_id
FROM core.employees AS m
WHERE m.practice_id IS NOT NULL
UNION
SELECT t.employee_id, N'practice_name' COLLATE Latin1_General_BIN2, t.practice_id
FROM core.employment AS t
WHERE t.practice_id IS NOT NULL;
GO
