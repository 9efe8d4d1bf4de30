/*
Object:  prop_dba
Purpose: What the keepers of the database need between two deployments; a deployment itself wants db_owner.
Units:   the deployment revokes everything else from the role first
*/
GRANT SELECT ON SCHEMA::ops TO prop_dba;
GRANT SELECT ON SCHEMA::stg TO prop_dba;
GRANT SELECT ON SCHEMA::core TO prop_dba;
GRANT SELECT ON SCHEMA::kpi TO prop_dba;
GRANT SELECT ON SCHEMA::pred TO prop_dba;
GRANT SELECT ON SCHEMA::app TO prop_dba;
GRANT SELECT ON SCHEMA::bi TO prop_dba;
GRANT SELECT ON SCHEMA::security TO prop_dba;
GRANT SELECT ON SCHEMA::dbo TO prop_dba;
GRANT INSERT, UPDATE ON app.user_account TO prop_dba;
GRANT INSERT, DELETE ON app.user_scope TO prop_dba;
GRANT UPDATE ON app.session TO prop_dba;
GRANT INSERT, UPDATE ON ops.parameter TO prop_dba;
GRANT INSERT, UPDATE ON ops.retention_policy TO prop_dba;
GRANT INSERT ON ops.audit_event TO prop_dba;
GRANT DELETE ON SCHEMA::stg TO prop_dba;
GRANT DELETE ON SCHEMA::pred TO prop_dba;
GRANT DELETE ON kpi.phase_snapshot TO prop_dba;
GRANT VIEW DEFINITION TO prop_dba;
GRANT VIEW DATABASE STATE TO prop_dba;
GO
