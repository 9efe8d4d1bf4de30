/*
Object:  prop_dashboard
Purpose: What the pages ask, and what readers write. Pay, e-mail addresses and set-aside rows themselves stay out.
Units:   the deployment revokes everything else from the role first
*/
GRANT SELECT ON SCHEMA::kpi TO prop_dashboard;
GRANT SELECT ON SCHEMA::pred TO prop_dashboard;
GRANT SELECT ON core.engagements TO prop_dashboard;
GRANT SELECT ON core.phases TO prop_dashboard;
GRANT SELECT ON core.clients TO prop_dashboard;
GRANT SELECT ON core.practices TO prop_dashboard;
GRANT SELECT ON core.staff_levels TO prop_dashboard;
GRANT SELECT ON core.locations TO prop_dashboard;
GRANT SELECT ON core.assignment_week TO prop_dashboard;
GRANT SELECT ON core.initiatives TO prop_dashboard;
GRANT SELECT ON core.funding_requests TO prop_dashboard;
GRANT SELECT ON core.employees (employee_id, employee_source_id, employee_name, practice_id, staff_level_id, location_id, is_external, is_external_estimated, hire_date, termination_date, org_unit_id, is_deleted) TO prop_dashboard;
GRANT SELECT ON core.timesheet_week (phase_id, employee_id, work_week_start_date, recognized_week_start_date, is_billable, hours) TO prop_dashboard;
GRANT SELECT ON ops.run TO prop_dashboard;
GRANT SELECT ON ops.run_step TO prop_dashboard;
GRANT SELECT ON ops.load_batch TO prop_dashboard;
GRANT SELECT ON ops.load_file TO prop_dashboard;
GRANT SELECT ON ops.quarantine_release TO prop_dashboard;
GRANT SELECT ON ops.alert TO prop_dashboard;
GRANT SELECT ON ops.reporting_date TO prop_dashboard;
GRANT SELECT ON ops.reporting_date_setting TO prop_dashboard;
GRANT SELECT ON ops.parameter_current TO prop_dashboard;
GRANT SELECT ON ops.kpi_parameter TO prop_dashboard;
GRANT SELECT ON ops.quarantine (quarantine_id, batch_id, file_id, entity, line_number, column_name, reason_code, message, hours, amount, quarantined_at_utc) TO prop_dashboard;
GRANT SELECT, INSERT ON ops.run_request TO prop_dashboard;
GRANT SELECT ON app.user_account TO prop_dashboard;
GRANT SELECT ON app.user_scope TO prop_dashboard;
GRANT SELECT, INSERT, UPDATE ON app.session TO prop_dashboard;
GRANT SELECT, INSERT ON app.login_attempt TO prop_dashboard;
GRANT SELECT ON app.decision (decision_id, run_id, employee_id, phase_id, week_start_date, decision_kind, decided_by, decided_at_utc, is_active) TO prop_dashboard;
GRANT INSERT, UPDATE ON app.decision TO prop_dashboard;
GRANT SELECT, INSERT, UPDATE, DELETE ON app.scenario TO prop_dashboard;
GRANT SELECT, INSERT, UPDATE, DELETE ON app.scenario_change TO prop_dashboard;
GRANT SELECT ON app.scenario_result TO prop_dashboard;
GRANT SELECT, INSERT, UPDATE ON app.scenario_application TO prop_dashboard;
GRANT SELECT, INSERT ON ops.audit_event TO prop_dashboard;
GRANT SELECT, INSERT, UPDATE, DELETE ON app.saved_view TO prop_dashboard;
GRANT SELECT, INSERT, UPDATE, DELETE ON app.comment TO prop_dashboard;
GRANT INSERT ON ops.unit_of_work TO prop_dashboard;
GO
