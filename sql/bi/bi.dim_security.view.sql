SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.dim_security
Purpose: Which practices and clients may each person see in Power BI? The same scope as in the app.
Grain:   one row per enabled user and practice or client of the scope, or one for a user who sees everything
Units:   practice_key and client_key are -1 where the row is not about one, never 0: no scope opens the work that names no practice
Source:  RELIABILITY P6; dashboard.queries.scope: an engagement is seen through its practice or through its client.
Reads:   app.user_account, app.user_scope, core.practices, core.clients, ops.data_state.
Read by: the role of the Power BI model.
*/
CREATE OR ALTER VIEW bi.dim_security
AS
SELECT
    user_principal_name = u.user_name,
    u.role_name,
    scope_kind = N'all',
    practice_key = -1,
    client_key = -1,
    u.has_all_scope,
    d.as_of_date
FROM app.user_account AS u
CROSS JOIN ops.data_state AS d
WHERE u.is_enabled = 1 AND u.has_all_scope = 1
UNION ALL
SELECT
    u.user_name,
    u.role_name,
    s.scope_kind,
    COALESCE(p.practice_id, -1),
    COALESCE(c.client_id, -1),
    u.has_all_scope,
    d.as_of_date
FROM app.user_account AS u
INNER JOIN app.user_scope AS s
    ON s.user_id = u.user_id
LEFT JOIN core.practices AS p
    ON s.scope_kind = N'practice'
    AND p.practice_source_id = s.scope_source_id
LEFT JOIN core.clients AS c
    ON s.scope_kind = N'client'
    AND c.client_source_id = s.scope_source_id
CROSS JOIN ops.data_state AS d
WHERE u.is_enabled = 1
    AND u.has_all_scope = 0
    AND (p.practice_id IS NOT NULL OR c.client_id IS NOT NULL);
GO
