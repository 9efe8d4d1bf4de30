/*
Object:  prop_dba
Purpose: Keeps the database: who is it that looks after accounts, retention and the state of the deployment?
Units:   for the login of: prop user, prop db verify, prop db drift, prop db retention; owns nothing, may alter nothing
*/
CREATE ROLE prop_dba;
GO
