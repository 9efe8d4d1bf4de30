SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  security.sees
Purpose: May this session see an engagement, a phase, an employee, a client or a practice?
Grain:   one row if it may, else none: nothing for a session that acts for nobody
Units:   @subject_kind and @subject_id as in security.subject_scope; the subject firm is in nobody's scope
Reads:   security.sees_everything, security.reader, app.user_scope, security.subject_scope; none of them has a policy,
         so that no policy ever waits for another.   Read by: security.sees_row, the policies.
*/
CREATE OR ALTER FUNCTION security.sees (@subject_kind nvarchar(20), @subject_id int)
RETURNS TABLE
WITH SCHEMABINDING
AS
RETURN
    SELECT is_visible = 1
    WHERE EXISTS (SELECT 1 FROM security.sees_everything())
        OR EXISTS (
            SELECT 1
            FROM security.reader() AS r
            INNER JOIN app.user_scope AS u
                ON u.user_id = r.user_id
            INNER JOIN security.subject_scope AS s
                ON s.scope_kind = u.scope_kind
                AND s.scope_source_id = u.scope_source_id
            WHERE s.subject_kind = @subject_kind AND s.subject_id = @subject_id
        );
GO
