/*
Object:  indexes
Purpose: Every column of a foreign key leads an index, and so do the columns that trimming and the pages look for.
Units:   SQL Server alone: DuckDB finds rows without them
*/
CREATE NONCLUSTERED INDEX IX_login_attempt_attempted_at_utc ON app.login_attempt (attempted_at_utc);
GO

CREATE NONCLUSTERED INDEX IX_session_expires_at_utc ON app.session (expires_at_utc);
GO

CREATE NONCLUSTERED INDEX IX_session_user_id ON app.session (user_id);
GO

CREATE NONCLUSTERED INDEX IX_assignments_batch_id ON core.assignments (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_assignments_employee_id ON core.assignments (employee_id);
GO

CREATE NONCLUSTERED INDEX IX_assignments_phase_id ON core.assignments (phase_id);
GO

CREATE NONCLUSTERED INDEX IX_clients_batch_id ON core.clients (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_defects_batch_id ON core.defects (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_employee_identities_batch_id ON core.employee_identities (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_employee_identities_employee_id ON core.employee_identities (employee_id);
GO

CREATE NONCLUSTERED INDEX IX_employee_skills_batch_id ON core.employee_skills (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_employee_skills_skill_id ON core.employee_skills (skill_id);
GO

CREATE NONCLUSTERED INDEX IX_employees_batch_id ON core.employees (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_employees_location_id ON core.employees (location_id);
GO

CREATE NONCLUSTERED INDEX IX_employees_org_unit_id ON core.employees (org_unit_id);
GO

CREATE NONCLUSTERED INDEX IX_employees_practice_id ON core.employees (practice_id);
GO

CREATE NONCLUSTERED INDEX IX_employees_staff_level_id ON core.employees (staff_level_id);
GO

CREATE NONCLUSTERED INDEX IX_employment_batch_id ON core.employment (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_engagement_rates_batch_id ON core.engagement_rates (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_engagement_rates_employee_id ON core.engagement_rates (employee_id);
GO

CREATE NONCLUSTERED INDEX IX_engagements_batch_id ON core.engagements (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_engagements_client_id ON core.engagements (client_id);
GO

CREATE NONCLUSTERED INDEX IX_engagements_practice_id ON core.engagements (practice_id);
GO

CREATE NONCLUSTERED INDEX IX_funding_constraints_batch_id ON core.funding_constraints (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_funding_requests_batch_id ON core.funding_requests (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_holidays_batch_id ON core.holidays (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_initiatives_batch_id ON core.initiatives (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_phase_progress_batch_id ON core.phase_progress (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_phase_skills_batch_id ON core.phase_skills (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_phase_skills_skill_id ON core.phase_skills (skill_id);
GO

CREATE NONCLUSTERED INDEX IX_phases_batch_id ON core.phases (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_practice_identities_batch_id ON core.practice_identities (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_practice_identities_practice_id ON core.practice_identities (practice_id);
GO

CREATE NONCLUSTERED INDEX IX_practices_batch_id ON core.practices (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_quality_observations_batch_id ON core.quality_observations (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_rate_cards_batch_id ON core.rate_cards (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_rate_cards_staff_level_id ON core.rate_cards (staff_level_id);
GO

CREATE NONCLUSTERED INDEX IX_roi_history_batch_id ON core.roi_history (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_staffing_targets_batch_id ON core.staffing_targets (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_staffing_targets_practice_id ON core.staffing_targets (practice_id);
GO

CREATE NONCLUSTERED INDEX IX_staffing_targets_staff_level_id ON core.staffing_targets (staff_level_id);
GO

CREATE NONCLUSTERED INDEX IX_timesheets_batch_id ON core.timesheets (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_timesheets_staff_level_id ON core.timesheets (staff_level_id);
GO

CREATE NONCLUSTERED INDEX IX_vacations_batch_id ON core.vacations (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_vacations_employee_id ON core.vacations (employee_id);
GO

CREATE NONCLUSTERED INDEX IX_phase_history_week_engagement_id_week_start_date ON kpi.phase_history_week (engagement_id, week_start_date);
GO

CREATE NONCLUSTERED INDEX IX_alert_run_id ON ops.alert (run_id);
GO

CREATE NONCLUSTERED INDEX IX_load_file_batch_id ON ops.load_file (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_quarantine_batch_id ON ops.quarantine (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_quarantine_release_batch_id ON ops.quarantine_release (batch_id);
GO

CREATE NONCLUSTERED INDEX IX_run_batch_id ON ops.run (batch_id);
GO
