/*
Object:  prop_etl
Purpose: What a load reads and writes.
Units:   the deployment revokes everything else from the role first
*/
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::stg TO prop_etl;
GRANT SELECT, INSERT, UPDATE ON SCHEMA::core TO prop_etl;
GRANT DELETE ON core.timesheet_week TO prop_etl;
GRANT DELETE ON core.assignment_week TO prop_etl;
GRANT DELETE ON core.capacity_week TO prop_etl;
GRANT DELETE ON core.phase_fact_week TO prop_etl;
GRANT DELETE ON core.phase_estimate TO prop_etl;
GRANT SELECT ON SCHEMA::kpi TO prop_etl;
GRANT INSERT, UPDATE, DELETE ON kpi.phase_history_week TO prop_etl;
GRANT INSERT, DELETE ON kpi.phase_snapshot TO prop_etl;
GRANT SELECT ON SCHEMA::ops TO prop_etl;
GRANT INSERT, UPDATE ON ops.load_batch TO prop_etl;
GRANT INSERT, UPDATE ON ops.load_file TO prop_etl;
GRANT INSERT ON ops.quarantine TO prop_etl;
GRANT INSERT ON ops.quarantine_release TO prop_etl;
GRANT INSERT ON ops.reporting_date_setting TO prop_etl;
GRANT INSERT ON ops.audit_event TO prop_etl;
GRANT SELECT, INSERT, DELETE ON security.subject_scope TO prop_etl;
GRANT SELECT ON security.client_reach TO prop_etl;
GRANT SELECT ON security.practice_reach TO prop_etl;
GRANT INSERT ON ops.unit_of_work TO prop_etl;
GO
