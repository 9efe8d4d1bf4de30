SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  security.subject_scope
Purpose: Which practice or client opens which engagement, phase, employee, client and practice to a reader?
Grain:   one row per subject and practice or client; a reader who has one of them in app.user_scope sees the subject
Units:   subject_id is the engagement_id, phase_id, employee_id, client_id or practice_id; practice_name opens the name alone, practice its figures too
Source:  security.client_reach and security.practice_reach, brought up to date by every load and every published run
*/
CREATE TABLE security.subject_scope (
    subject_kind nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    subject_id int NOT NULL,
    scope_kind nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    scope_source_id nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_subject_scope PRIMARY KEY CLUSTERED (subject_kind, subject_id, scope_kind, scope_source_id),
    CONSTRAINT CK_subject_scope_subject_kind CHECK (subject_kind IN ('engagement', 'phase', 'employee', 'client', 'practice', 'practice_name')),
    CONSTRAINT CK_subject_scope_scope_kind CHECK (scope_kind IN ('practice', 'client'))
);
GO
