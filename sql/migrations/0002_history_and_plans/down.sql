/*
Object:  0002, undone
Purpose: Drop what this migration made; saved scenarios, comments and all past versions are gone. Views go first, by `prop db rollback`.
*/
DROP TABLE app.comment;
DROP TABLE app.saved_view;
DROP TABLE app.scenario;
DROP TABLE pred.backtest;
DROP TABLE pred.calibration;
DROP TABLE pred.forecast;
DROP TABLE pred.frontier_point;
DROP TABLE pred.new_hire;
DROP TABLE kpi.phase_snapshot;
DROP TABLE core.defects_past;
DROP TABLE core.quality_observations_past;
DROP TABLE core.roi_history_past;
DROP TABLE core.funding_constraints_past;
DROP TABLE core.funding_requests_past;
DROP TABLE core.initiatives_past;
DROP TABLE core.timesheets_past;
DROP TABLE core.assignments_past;
DROP TABLE core.staffing_targets_past;
DROP TABLE core.phase_skills_past;
DROP TABLE core.phase_progress_past;
DROP TABLE core.phases_past;
DROP TABLE core.engagement_rates_past;
DROP TABLE core.engagements_past;
DROP TABLE core.rate_cards_past;
DROP TABLE core.employee_skills_past;
DROP TABLE core.vacations_past;
DROP TABLE core.holidays_past;
DROP TABLE core.employment_past;
DROP TABLE core.employee_identities_past;
DROP TABLE core.employees_past;
DROP TABLE core.practices_past;
DROP TABLE core.clients_past;
DROP TABLE core.process_projects;
DROP TABLE ops.retention_policy;
GO
