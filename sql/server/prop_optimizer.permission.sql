/*
Object:  prop_optimizer
Purpose: What a run reads and writes.
Units:   the deployment revokes everything else from the role first
*/
GRANT SELECT ON SCHEMA::core TO prop_optimizer;
GRANT SELECT ON SCHEMA::kpi TO prop_optimizer;
GRANT SELECT ON SCHEMA::ops TO prop_optimizer;
GRANT SELECT, INSERT ON SCHEMA::pred TO prop_optimizer;
GRANT SELECT ON app.decision TO prop_optimizer;
GRANT SELECT, INSERT, UPDATE ON app.scenario TO prop_optimizer;
GRANT SELECT, INSERT, DELETE ON app.scenario_change TO prop_optimizer;
GRANT SELECT, INSERT, DELETE ON app.scenario_result TO prop_optimizer;
GRANT SELECT, INSERT, UPDATE ON app.scenario_application TO prop_optimizer;
GRANT INSERT, UPDATE ON ops.run TO prop_optimizer;
GRANT INSERT, UPDATE, DELETE ON ops.run_step TO prop_optimizer;
GRANT UPDATE ON ops.run_request TO prop_optimizer;
GRANT INSERT, UPDATE ON ops.alert TO prop_optimizer;
GRANT INSERT ON ops.audit_event TO prop_optimizer;
GRANT SELECT, INSERT, DELETE ON security.subject_scope TO prop_optimizer;
GRANT SELECT ON security.client_reach TO prop_optimizer;
GRANT SELECT ON security.practice_reach TO prop_optimizer;
GRANT INSERT ON ops.unit_of_work TO prop_optimizer;
GO
