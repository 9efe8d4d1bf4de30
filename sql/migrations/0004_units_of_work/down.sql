/*
Object:  0004, undone
Purpose: Drop what this migration made.
*/
DROP TABLE ops.unit_of_work;
GO
