SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  security.employee_engagement
Purpose: Who is booked, has worked, or is recommended on which engagement?
Grain:   one row per employee_id and engagement_id
Reads:   core.assignment_week, core.timesheet_week, core.phases, pred.staffing_plan, pred.staffing_violation.
Read by: security.client_reach, security.practice_reach, bi.bridge_employee_engagement.
*/
CREATE OR ALTER VIEW security.employee_engagement
AS
SELECT a.employee_id, p.engagement_id
FROM core.assignment_week AS a
INNER JOIN core.phases AS p
    ON p.phase_id = a.phase_id
UNION
SELECT t.employee_id, p.engagement_id
FROM core.timesheet_week AS t
INNER JOIN core.phases AS p
    ON p.phase_id = t.phase_id
UNION
SELECT r.employee_id, p.engagement_id
FROM pred.staffing_plan AS r
INNER JOIN core.phases AS p
    ON p.phase_id = r.phase_id
UNION
SELECT v.employee_id, engagement_id = COALESCE(v.engagement_id, p.engagement_id)
FROM pred.staffing_violation AS v
LEFT JOIN core.phases AS p
    ON p.phase_id = v.phase_id
WHERE v.employee_id IS NOT NULL AND COALESCE(v.engagement_id, p.engagement_id) IS NOT NULL;
GO
