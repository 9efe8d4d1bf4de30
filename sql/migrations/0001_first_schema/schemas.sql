/*
Object:  schemas
Purpose: The rooms of the database: ops and stg feed core, core feeds kpi, kpi feeds pred, and bi shows it.
*/
CREATE SCHEMA ops;
GO
CREATE SCHEMA stg;
GO
CREATE SCHEMA core;
GO
CREATE SCHEMA kpi;
GO
CREATE SCHEMA pred;
GO
CREATE SCHEMA app;
GO
CREATE SCHEMA bi;
GO
