/*
Object:  first schema, undone
Purpose: Drop every table and schema of this migration; the data is gone. Views go first, by `prop db rollback`.
*/
DROP TABLE stg.touched_week;
DROP TABLE stg.defects;
DROP TABLE stg.quality_observations;
DROP TABLE stg.roi_history;
DROP TABLE stg.funding_constraints;
DROP TABLE stg.funding_requests;
DROP TABLE stg.initiatives;
DROP TABLE stg.phase_skills;
DROP TABLE stg.employee_skills;
DROP TABLE stg.holidays;
DROP TABLE stg.vacations;
DROP TABLE stg.timesheets;
DROP TABLE stg.assignments;
DROP TABLE stg.staffing_targets;
DROP TABLE stg.phase_progress;
DROP TABLE stg.phases;
DROP TABLE stg.engagement_rates;
DROP TABLE stg.engagements;
DROP TABLE stg.rate_cards;
DROP TABLE stg.employment;
DROP TABLE stg.employee_identities;
DROP TABLE stg.employees;
DROP TABLE stg.practices;
DROP TABLE stg.clients;
DROP TABLE app.decision;
DROP TABLE app.login_attempt;
DROP TABLE app.session;
DROP TABLE app.user_scope;
DROP TABLE app.user_account;
DROP TABLE pred.shadow_price;
DROP TABLE pred.funding_decision;
DROP TABLE pred.initiative_outcome;
DROP TABLE pred.budget_allocation;
DROP TABLE pred.staffing_violation;
DROP TABLE pred.staffing_outcome;
DROP TABLE pred.staffing_explanation;
DROP TABLE pred.staffing_plan;
DROP TABLE pred.solve;
DROP TABLE kpi.definition;
DROP TABLE kpi.phase_history_week;
DROP TABLE core.phase_estimate;
DROP TABLE core.phase_fact_week;
DROP TABLE core.capacity_week;
DROP TABLE core.assignment_week;
DROP TABLE core.timesheet_week;
DROP TABLE core.defects;
DROP TABLE core.quality_observations;
DROP TABLE core.roi_history;
DROP TABLE core.funding_constraints;
DROP TABLE core.funding_requests;
DROP TABLE core.initiatives;
DROP TABLE core.org_units;
DROP TABLE core.phase_skills;
DROP TABLE core.employee_skills;
DROP TABLE core.skills;
DROP TABLE core.holidays;
DROP TABLE core.vacations;
DROP TABLE core.timesheets;
DROP TABLE core.assignments;
DROP TABLE core.staffing_targets;
DROP TABLE core.phase_progress;
DROP TABLE core.phases;
DROP TABLE core.engagement_rates;
DROP TABLE core.engagements;
DROP TABLE core.rate_cards;
DROP TABLE core.employment;
DROP TABLE core.employee_identities;
DROP TABLE core.employees;
DROP TABLE core.locations;
DROP TABLE core.staff_levels;
DROP TABLE core.practice_identities;
DROP TABLE core.practices;
DROP TABLE core.clients;
DROP TABLE core.calendar;
DROP TABLE ops.audit_event;
DROP TABLE ops.alert;
DROP TABLE ops.parameter;
DROP TABLE ops.run_request;
DROP TABLE ops.run_step;
DROP TABLE ops.run;
DROP TABLE ops.reporting_date_setting;
DROP TABLE ops.quarantine_release;
DROP TABLE ops.quarantine;
DROP TABLE ops.load_file;
DROP TABLE ops.load_batch;
DROP TABLE ops.schema_object;
GO

DROP SCHEMA bi;
GO
DROP SCHEMA app;
GO
DROP SCHEMA pred;
GO
DROP SCHEMA kpi;
GO
DROP SCHEMA core;
GO
DROP SCHEMA stg;
GO
DROP SCHEMA ops;
GO
