SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  security.sees_row
Purpose: May this session see a row that is about a phase, else an engagement, else an employee, else a practice?
Grain:   one row if it may, else none
Units:   0 and NULL stand for none; a row about none of them is the whole firm's
Reads:   security.sees.   Read by: security.sees_alternative, security.plan_rows.
*/
CREATE OR ALTER FUNCTION security.sees_row (@phase_id int, @engagement_id int, @employee_id int, @practice_id int)
RETURNS TABLE
WITH SCHEMABINDING
AS
RETURN
    SELECT s.is_visible
    FROM security.sees(
        CASE
            WHEN @phase_id <> 0 THEN N'phase'
            WHEN @engagement_id <> 0 THEN N'engagement'
            WHEN @employee_id <> 0 THEN N'employee'
            ELSE N'practice'
        END,
        CASE
            WHEN @phase_id <> 0 THEN @phase_id
            WHEN @engagement_id <> 0 THEN @engagement_id
            WHEN @employee_id <> 0 THEN @employee_id
            ELSE @practice_id
        END
    ) AS s;
GO
