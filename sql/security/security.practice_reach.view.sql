SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  security.practice_reach
Purpose: What does a reader see who may see a practice?
Grain:   one row per subject and practice_source_id
Units:   the practice, its people, its engagements with their phases and clients, the people on them, and the names of their practices
Reads:   core.practices, core.engagements, core.phases, core.employees, security.employee_engagement, security.person.
Read by: security.subject_scope.
*/
CREATE OR ALTER VIEW security.practice_reach
AS
SELECT subject_kind = N'practice' COLLATE Latin1_General_BIN2, subject_id = r.practice_id, r.practice_source_id
FROM core.practices AS r
UNION
SELECT N'practice_name' COLLATE Latin1_General_BIN2, r.practice_id, r.practice_source_id
FROM core.practices AS r
UNION
SELECT N'engagement' COLLATE Latin1_General_BIN2, g.engagement_id, r.practice_source_id
FROM core.engagements AS g
INNER JOIN core.practices AS r
    ON r.practice_id = g.practice_id
UNION
SELECT N'phase' COLLATE Latin1_General_BIN2, p.phase_id, r.practice_source_id
FROM core.phases AS p
INNER JOIN core.engagements AS g
    ON g.engagement_id = p.engagement_id
INNER JOIN core.practices AS r
    ON r.practice_id = g.practice_id
UNION
SELECT N'client' COLLATE Latin1_General_BIN2, g.client_id, r.practice_source_id
FROM core.engagements AS g
INNER JOIN core.practices AS r
    ON r.practice_id = g.practice_id
UNION
SELECT x.subject_kind, x.subject_id, r.practice_source_id
FROM core.employees AS m
INNER JOIN core.practices AS r
    ON r.practice_id = m.practice_id
INNER JOIN security.person AS x
    ON x.employee_id = m.employee_id
UNION
SELECT x.subject_kind, x.subject_id, r.practice_source_id
FROM security.employee_engagement AS e
INNER JOIN core.engagements AS g
    ON g.engagement_id = e.engagement_id
INNER JOIN core.practices AS r
    ON r.practice_id = g.practice_id
INNER JOIN security.person AS x
    ON x.employee_id = e.employee_id;
GO
