/*
Object:  security.subject_scope
Purpose: Bring the scopes up to what the tables say now. Run by the first deployment, and by every load and published run.
Units:   a session that sees no client or practice takes nothing away
*/
DELETE t
FROM security.subject_scope AS t
WHERE t.scope_kind = N'client' AND NOT EXISTS (
    SELECT 1
    FROM security.client_reach AS r
    WHERE r.subject_kind = t.subject_kind AND r.subject_id = t.subject_id AND r.client_source_id = t.scope_source_id
) AND EXISTS (SELECT 1 FROM security.client_reach);
GO

DELETE t
FROM security.subject_scope AS t
WHERE t.scope_kind = N'practice' AND NOT EXISTS (
    SELECT 1
    FROM security.practice_reach AS r
    WHERE r.subject_kind = t.subject_kind AND r.subject_id = t.subject_id AND r.practice_source_id = t.scope_source_id
) AND EXISTS (SELECT 1 FROM security.practice_reach);
GO

INSERT INTO security.subject_scope (subject_kind, subject_id, scope_kind, scope_source_id)
SELECT r.subject_kind, r.subject_id, N'client', r.client_source_id
FROM security.client_reach AS r
WHERE NOT EXISTS (
    SELECT 1
    FROM security.subject_scope AS t
    WHERE t.subject_kind = r.subject_kind AND t.subject_id = r.subject_id
        AND t.scope_kind = N'client' AND t.scope_source_id = r.client_source_id
);
GO

INSERT INTO security.subject_scope (subject_kind, subject_id, scope_kind, scope_source_id)
SELECT r.subject_kind, r.subject_id, N'practice', r.practice_source_id
FROM security.practice_reach AS r
WHERE NOT EXISTS (
    SELECT 1
    FROM security.subject_scope AS t
    WHERE t.subject_kind = r.subject_kind AND t.subject_id = r.subject_id
        AND t.scope_kind = N'practice' AND t.scope_source_id = r.practice_source_id
);
GO
