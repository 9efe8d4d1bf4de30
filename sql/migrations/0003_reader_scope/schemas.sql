/*
Object:  schemas
Purpose: The room of row-level security: what it looks up, and on SQL Server its functions and policies.
*/
CREATE SCHEMA security;
GO
