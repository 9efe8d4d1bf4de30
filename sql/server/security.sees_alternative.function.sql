SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  security.sees_alternative
Purpose: May this session see a booking and also what would take its place?
Grain:   one row if it may see both, else none
Units:   0 and NULL stand for none; without another phase or employee the booking alone decides
Reads:   security.sees_row.   Read by: security.plan_rows.
*/
CREATE OR ALTER FUNCTION security.sees_alternative (@phase_id int, @employee_id int, @other_phase_id int, @other_employee_id int)
RETURNS TABLE
WITH SCHEMABINDING
AS
RETURN
    SELECT b.is_visible
    FROM security.sees_row(@phase_id, 0, @employee_id, 0) AS b
    INNER JOIN security.sees_row(@other_phase_id, 0, CASE WHEN @other_employee_id <> 0 THEN @other_employee_id ELSE @employee_id END, 0) AS o
        ON o.is_visible = b.is_visible;
GO
