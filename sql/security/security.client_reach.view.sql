SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  security.client_reach
Purpose: What does a reader see who may see a client?
Grain:   one row per subject and client_source_id
Units:   the client, its engagements and their phases, the people on them, and the names of the practices of both
Reads:   core.clients, core.engagements, core.phases, security.employee_engagement, security.person.
Read by: security.subject_scope.
*/
CREATE OR ALTER VIEW security.client_reach
AS
SELECT subject_kind = N'client' COLLATE Latin1_General_BIN2, subject_id = c.client_id, c.client_source_id
FROM core.clients AS c
UNION
SELECT N'engagement' COLLATE Latin1_General_BIN2, g.engagement_id, c.client_source_id
FROM core.engagements AS g
INNER JOIN core.clients AS c
    ON c.client_id = g.client_id
UNION
SELECT N'phase' COLLATE Latin1_General_BIN2, p.phase_id, c.client_source_id
FROM core.phases AS p
INNER JOIN core.engagements AS g
    ON g.engagement_id = p.engagement_id
INNER JOIN core.clients AS c
    ON c.client_id = g.client_id
UNION
SELECT N'practice_name' COLLATE Latin1_General_BIN2, g.practice_id, c.client_source_id
FROM core.engagements AS g
INNER JOIN core.clients AS c
    ON c.client_id = g.client_id
WHERE g.practice_id IS NOT NULL
UNION
SELECT x.subject_kind, x.subject_id, c.client_source_id
FROM security.employee_engagement AS e
INNER JOIN core.engagements AS g
    ON g.engagement_id = e.engagement_id
INNER JOIN core.clients AS c
    ON c.client_id = g.client_id
INNER JOIN security.person AS x
    ON x.employee_id = e.employee_id;
GO
