SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.bridge_employee_engagement
Purpose: Who is booked, has worked, or is recommended on which engagement? People show in Power BI to those who see the work.
Grain:   one row per employee_key and engagement_key
Units:   the practice is the engagement's
Source:  RELIABILITY P6; the row-level security of the database opens people the same way.
Reads:   security.employee_engagement, core.engagements, ops.data_state.
Read by: the role of the Power BI model.
*/
CREATE OR ALTER VIEW bi.bridge_employee_engagement
AS
SELECT
    employee_key = e.employee_id,
    engagement_key = e.engagement_id,
    client_key = g.client_id,
    engagement_practice_key = COALESCE(g.practice_id, 0),
    s.as_of_date
FROM security.employee_engagement AS e
INNER JOIN core.engagements AS g
    ON g.engagement_id = e.engagement_id
CROSS JOIN ops.data_state AS s;
GO
