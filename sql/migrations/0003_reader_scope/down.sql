/*
Object:  0003, undone
Purpose: Drop what this migration made. Policies, functions and views go first, by `prop db rollback`.
*/
DROP TABLE security.subject_scope;
GO
DROP SCHEMA security;
GO
