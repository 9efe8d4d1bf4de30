SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  ops.unit_of_work
Purpose: Was a unit of work kept whose COMMIT was never answered? Its row is there, or it is not.
Grain:   one row per unit of work on SQL Server, written in its own transaction; DuckDB commits in the process and needs none
Units:   unit_id is a random number that the process drew; begun_at_utc in UTC. Rows older than a day tell nobody anything
Source:  sql/server_commits.py
*/
CREATE TABLE ops.unit_of_work (
    unit_id char(36) COLLATE Latin1_General_BIN2 NOT NULL,
    begun_at_utc datetime2(3) NOT NULL,
    CONSTRAINT PK_unit_of_work PRIMARY KEY CLUSTERED (unit_id)
);
GO
