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
GRANT INSERT ON ops.unit_of_work TO prop_dba;
GRANT DELETE ON ops.run TO prop_dba;
GRANT DELETE ON ops.run_step TO prop_dba;
GRANT DELETE ON ops.run_request TO prop_dba;
GRANT DELETE ON ops.alert TO prop_dba;
GRANT DELETE ON ops.audit_event TO prop_dba;
GRANT DELETE ON ops.unit_of_work TO prop_dba;
GRANT DELETE ON app.session TO prop_dba;
GRANT DELETE ON app.login_attempt TO prop_dba;
GRANT DELETE ON core.assignments_past TO prop_dba;
GRANT DELETE ON core.clients_past TO prop_dba;
GRANT DELETE ON core.defects_past TO prop_dba;
GRANT DELETE ON core.employee_identities_past TO prop_dba;
GRANT DELETE ON core.employee_skills_past TO prop_dba;
GRANT DELETE ON core.employees_past TO prop_dba;
GRANT DELETE ON core.employment_past TO prop_dba;
GRANT DELETE ON core.engagement_rates_past TO prop_dba;
GRANT DELETE ON core.engagements_past TO prop_dba;
GRANT DELETE ON core.funding_constraints_past TO prop_dba;
GRANT DELETE ON core.funding_requests_past TO prop_dba;
GRANT DELETE ON core.holidays_past TO prop_dba;
GRANT DELETE ON core.initiatives_past TO prop_dba;
GRANT DELETE ON core.phase_progress_past TO prop_dba;
GRANT DELETE ON core.phase_skills_past TO prop_dba;
GRANT DELETE ON core.phases_past TO prop_dba;
GRANT DELETE ON core.practices_past TO prop_dba;
GRANT DELETE ON core.quality_observations_past TO prop_dba;
GRANT DELETE ON core.rate_cards_past TO prop_dba;
GRANT DELETE ON core.roi_history_past TO prop_dba;
GRANT DELETE ON core.staffing_targets_past TO prop_dba;
GRANT DELETE ON core.timesheets_past TO prop_dba;
GRANT DELETE ON core.vacations_past TO prop_dba;
GO
