SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  security.plan_rows
Purpose: Readers see the predictions, comments and scenarios about what they see; the firm's own are for those who see everything.
Units:   FILTER hides rows from reading, changing and deleting; BLOCK refuses rows that their writer would not see
*/
CREATE SECURITY POLICY security.plan_rows
    ADD FILTER PREDICATE security.sees_row(phase_id, engagement_id, employee_id, 0) ON pred.staffing_violation,
    ADD BLOCK PREDICATE security.sees_row(phase_id, engagement_id, employee_id, 0) ON pred.staffing_violation AFTER INSERT,
    ADD BLOCK PREDICATE security.sees_row(phase_id, engagement_id, employee_id, 0) ON pred.staffing_violation AFTER UPDATE,
    ADD FILTER PREDICATE security.sees_row(phase_id, engagement_id, 0, practice_id) ON pred.forecast,
    ADD BLOCK PREDICATE security.sees_row(phase_id, engagement_id, 0, practice_id) ON pred.forecast AFTER INSERT,
    ADD BLOCK PREDICATE security.sees_row(phase_id, engagement_id, 0, practice_id) ON pred.forecast AFTER UPDATE,
    ADD FILTER PREDICATE security.sees_row(phase_id, engagement_id, 0, practice_id) ON pred.backtest,
    ADD BLOCK PREDICATE security.sees_row(phase_id, engagement_id, 0, practice_id) ON pred.backtest AFTER INSERT,
    ADD BLOCK PREDICATE security.sees_row(phase_id, engagement_id, 0, practice_id) ON pred.backtest AFTER UPDATE,
    ADD FILTER PREDICATE security.sees_row(0, 0, employee_id, practice_id) ON pred.calibration,
    ADD BLOCK PREDICATE security.sees_row(0, 0, employee_id, practice_id) ON pred.calibration AFTER INSERT,
    ADD BLOCK PREDICATE security.sees_row(0, 0, employee_id, practice_id) ON pred.calibration AFTER UPDATE,
    ADD FILTER PREDICATE security.sees_row(0, 0, 0, practice_id) ON pred.new_hire,
    ADD BLOCK PREDICATE security.sees_row(0, 0, 0, practice_id) ON pred.new_hire AFTER INSERT,
    ADD BLOCK PREDICATE security.sees_row(0, 0, 0, practice_id) ON pred.new_hire AFTER UPDATE,
    ADD FILTER PREDICATE security.sees_row(phase_id, engagement_id, 0, 0) ON app.comment,
    ADD BLOCK PREDICATE security.sees_row(phase_id, engagement_id, 0, 0) ON app.comment AFTER INSERT,
    ADD BLOCK PREDICATE security.sees_row(phase_id, engagement_id, 0, 0) ON app.comment AFTER UPDATE,
    ADD FILTER PREDICATE security.sees_alternative(phase_id, employee_id, other_phase_id, other_employee_id) ON pred.staffing_alternative,
    ADD BLOCK PREDICATE security.sees_alternative(phase_id, employee_id, other_phase_id, other_employee_id) ON pred.staffing_alternative AFTER INSERT,
    ADD BLOCK PREDICATE security.sees_alternative(phase_id, employee_id, other_phase_id, other_employee_id) ON pred.staffing_alternative AFTER UPDATE,
    ADD FILTER PREDICATE security.sees_row(0, engagement_id, 0, practice_id) ON pred.staffing_sensitivity,
    ADD BLOCK PREDICATE security.sees_row(0, engagement_id, 0, practice_id) ON pred.staffing_sensitivity AFTER INSERT,
    ADD BLOCK PREDICATE security.sees_row(0, engagement_id, 0, practice_id) ON pred.staffing_sensitivity AFTER UPDATE,
    ADD FILTER PREDICATE security.sees_row(0, 0, 0, practice_id) ON pred.staffing_shortage,
    ADD BLOCK PREDICATE security.sees_row(0, 0, 0, practice_id) ON pred.staffing_shortage AFTER INSERT,
    ADD BLOCK PREDICATE security.sees_row(0, 0, 0, practice_id) ON pred.staffing_shortage AFTER UPDATE,
    ADD FILTER PREDICATE security.sees_row(phase_id, engagement_id, employee_id, practice_id) ON app.scenario_change,
    ADD BLOCK PREDICATE security.sees_row(phase_id, engagement_id, employee_id, practice_id) ON app.scenario_change AFTER INSERT,
    ADD BLOCK PREDICATE security.sees_row(phase_id, engagement_id, employee_id, practice_id) ON app.scenario_change AFTER UPDATE,
    ADD FILTER PREDICATE security.sees_row(0, engagement_id, 0, practice_id) ON app.scenario_result,
    ADD BLOCK PREDICATE security.sees_row(0, engagement_id, 0, practice_id) ON app.scenario_result AFTER INSERT,
    ADD BLOCK PREDICATE security.sees_row(0, engagement_id, 0, practice_id) ON app.scenario_result AFTER UPDATE
    WITH (STATE = ON, SCHEMABINDING = ON);
GO
