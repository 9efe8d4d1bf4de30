SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  security.reader
Purpose: For which reader does this session act? Set at every checkout of a connection, read-only for the session.
Grain:   one row, or none: no reader, an account that is disabled, or a session of a service
Reads:   app.user_account, SESSION_CONTEXT.   Read by: security.sees_everything, security.sees.
*/
CREATE OR ALTER FUNCTION security.reader ()
RETURNS TABLE
WITH SCHEMABINDING
AS
RETURN
    SELECT a.user_id, a.has_all_scope
    FROM app.user_account AS a
    WHERE a.user_id = CAST(SESSION_CONTEXT(N'user_id') AS int)
        AND CAST(SESSION_CONTEXT(N'scope') AS nvarchar(20)) = N'reader'
        AND a.is_enabled = 1;
GO
