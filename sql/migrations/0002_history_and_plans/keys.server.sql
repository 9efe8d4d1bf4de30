/*
Object:  core.timesheets, core.assignments: primary keys
Purpose: The date that a partition scheme would split by becomes part of the primary key (docs/decisions/0012).
Units:   SQL Server alone: DuckDB keeps no keys on large tables. The statements are texts because a model of all files, such as a
         dacpac's, holds one definition of each key
*/
EXECUTE sys.sp_executesql N'ALTER TABLE core.timesheets DROP CONSTRAINT PK_timesheets;';
GO

EXECUTE sys.sp_executesql N'ALTER TABLE core.timesheets ADD CONSTRAINT PK_timesheets PRIMARY KEY CLUSTERED (timesheet_id, work_date);';
GO

EXECUTE sys.sp_executesql N'ALTER TABLE core.assignments DROP CONSTRAINT PK_assignments;';
GO

EXECUTE sys.sp_executesql N'ALTER TABLE core.assignments ADD CONSTRAINT PK_assignments PRIMARY KEY CLUSTERED (assignment_id, week_start_date);';
GO
