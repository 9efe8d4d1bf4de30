SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  security.sees_everything
Purpose: May this session see the whole firm?
Grain:   one row if it may, else none
Units:   a reader whose scope is everything; a service that says so and whose login is in a service role; Power BI's
         login, because Power BI cannot set a session's context (its readers are limited by the model's own security)
Reads:   security.reader, SESSION_CONTEXT, the roles of the login.   Read by: security.sees.
*/
CREATE OR ALTER FUNCTION security.sees_everything ()
RETURNS TABLE
WITH SCHEMABINDING
AS
RETURN
    SELECT is_visible = 1
    WHERE EXISTS (SELECT 1 FROM security.reader() AS r WHERE r.has_all_scope = 1)
        OR (
            CAST(SESSION_CONTEXT(N'scope') AS nvarchar(20)) = N'all'
            AND (
                IS_ROLEMEMBER(N'prop_etl') = 1
                OR IS_ROLEMEMBER(N'prop_optimizer') = 1
                OR IS_ROLEMEMBER(N'prop_dba') = 1
                OR IS_ROLEMEMBER(N'db_owner') = 1
            )
        )
        OR (SESSION_CONTEXT(N'scope') IS NULL AND IS_ROLEMEMBER(N'prop_bi') = 1);
GO
