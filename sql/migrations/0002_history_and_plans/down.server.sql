/*
Object:  keys and indexes of 0002, undone
Purpose: The primary keys and indexes of 0001 again.
Units:   SQL Server alone
*/
DROP INDEX IX_run_batch_id ON ops.run;
GO

DROP INDEX IX_quarantine_release_batch_id ON ops.quarantine_release;
GO

DROP INDEX IX_quarantine_batch_id ON ops.quarantine;
GO

DROP INDEX IX_load_file_batch_id ON ops.load_file;
GO

DROP INDEX IX_alert_run_id ON ops.alert;
GO

DROP INDEX IX_phase_history_week_engagement_id_week_start_date ON kpi.phase_history_week;
GO

DROP INDEX IX_vacations_employee_id ON core.vacations;
GO

DROP INDEX IX_vacations_batch_id ON core.vacations;
GO

DROP INDEX IX_timesheets_staff_level_id ON core.timesheets;
GO

DROP INDEX IX_timesheets_batch_id ON core.timesheets;
GO

DROP INDEX IX_staffing_targets_staff_level_id ON core.staffing_targets;
GO

DROP INDEX IX_staffing_targets_practice_id ON core.staffing_targets;
GO

DROP INDEX IX_staffing_targets_batch_id ON core.staffing_targets;
GO

DROP INDEX IX_roi_history_batch_id ON core.roi_history;
GO

DROP INDEX IX_rate_cards_staff_level_id ON core.rate_cards;
GO

DROP INDEX IX_rate_cards_batch_id ON core.rate_cards;
GO

DROP INDEX IX_quality_observations_batch_id ON core.quality_observations;
GO

DROP INDEX IX_practices_batch_id ON core.practices;
GO

DROP INDEX IX_practice_identities_practice_id ON core.practice_identities;
GO

DROP INDEX IX_practice_identities_batch_id ON core.practice_identities;
GO

DROP INDEX IX_phases_batch_id ON core.phases;
GO

DROP INDEX IX_phase_skills_skill_id ON core.phase_skills;
GO

DROP INDEX IX_phase_skills_batch_id ON core.phase_skills;
GO

DROP INDEX IX_phase_progress_batch_id ON core.phase_progress;
GO

DROP INDEX IX_initiatives_batch_id ON core.initiatives;
GO

DROP INDEX IX_holidays_batch_id ON core.holidays;
GO

DROP INDEX IX_funding_requests_batch_id ON core.funding_requests;
GO

DROP INDEX IX_funding_constraints_batch_id ON core.funding_constraints;
GO

DROP INDEX IX_engagements_practice_id ON core.engagements;
GO

DROP INDEX IX_engagements_client_id ON core.engagements;
GO

DROP INDEX IX_engagements_batch_id ON core.engagements;
GO

DROP INDEX IX_engagement_rates_employee_id ON core.engagement_rates;
GO

DROP INDEX IX_engagement_rates_batch_id ON core.engagement_rates;
GO

DROP INDEX IX_employment_batch_id ON core.employment;
GO

DROP INDEX IX_employees_staff_level_id ON core.employees;
GO

DROP INDEX IX_employees_practice_id ON core.employees;
GO

DROP INDEX IX_employees_org_unit_id ON core.employees;
GO

DROP INDEX IX_employees_location_id ON core.employees;
GO

DROP INDEX IX_employees_batch_id ON core.employees;
GO

DROP INDEX IX_employee_skills_skill_id ON core.employee_skills;
GO

DROP INDEX IX_employee_skills_batch_id ON core.employee_skills;
GO

DROP INDEX IX_employee_identities_employee_id ON core.employee_identities;
GO

DROP INDEX IX_employee_identities_batch_id ON core.employee_identities;
GO

DROP INDEX IX_defects_batch_id ON core.defects;
GO

DROP INDEX IX_clients_batch_id ON core.clients;
GO

DROP INDEX IX_assignments_phase_id ON core.assignments;
GO

DROP INDEX IX_assignments_employee_id ON core.assignments;
GO

DROP INDEX IX_assignments_batch_id ON core.assignments;
GO

DROP INDEX IX_session_user_id ON app.session;
GO

DROP INDEX IX_session_expires_at_utc ON app.session;
GO

DROP INDEX IX_login_attempt_attempted_at_utc ON app.login_attempt;
GO

EXECUTE sys.sp_executesql N'ALTER TABLE core.timesheets DROP CONSTRAINT PK_timesheets;';
GO

EXECUTE sys.sp_executesql N'ALTER TABLE core.timesheets ADD CONSTRAINT PK_timesheets PRIMARY KEY CLUSTERED (timesheet_id);';
GO

EXECUTE sys.sp_executesql N'ALTER TABLE core.assignments DROP CONSTRAINT PK_assignments;';
GO

EXECUTE sys.sp_executesql N'ALTER TABLE core.assignments ADD CONSTRAINT PK_assignments PRIMARY KEY CLUSTERED (assignment_id);';
GO
