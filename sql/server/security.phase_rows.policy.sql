SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  security.phase_rows
Purpose: Readers see the rows of the phases in their scope.
Units:   FILTER hides rows from reading, changing and deleting; BLOCK refuses rows that their writer would not see; no BLOCK on
         the large facts, which no role that acts for a reader may write; app.decision has no
         FILTER, because a new decision's number follows the highest of all, seen or not
*/
CREATE SECURITY POLICY security.phase_rows
    ADD FILTER PREDICATE security.sees(N'phase', phase_id) ON core.phases,
    ADD BLOCK PREDICATE security.sees(N'phase', phase_id) ON core.phases AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'phase', phase_id) ON core.phases AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'phase', phase_id) ON core.phase_estimate,
    ADD FILTER PREDICATE security.sees(N'phase', phase_id) ON core.phase_fact_week,
    ADD FILTER PREDICATE security.sees(N'phase', phase_id) ON core.phase_progress,
    ADD BLOCK PREDICATE security.sees(N'phase', phase_id) ON core.phase_progress AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'phase', phase_id) ON core.phase_progress AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'phase', phase_id) ON core.phase_skills,
    ADD BLOCK PREDICATE security.sees(N'phase', phase_id) ON core.phase_skills AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'phase', phase_id) ON core.phase_skills AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'phase', phase_id) ON core.assignments,
    ADD FILTER PREDICATE security.sees(N'phase', phase_id) ON pred.staffing_plan,
    ADD BLOCK PREDICATE security.sees(N'phase', phase_id) ON pred.staffing_plan AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'phase', phase_id) ON pred.staffing_plan AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'phase', phase_id) ON pred.staffing_explanation,
    ADD BLOCK PREDICATE security.sees(N'phase', phase_id) ON pred.staffing_explanation AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'phase', phase_id) ON pred.staffing_explanation AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'phase', phase_id) ON core.phases_past,
    ADD BLOCK PREDICATE security.sees(N'phase', phase_id) ON core.phases_past AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'phase', phase_id) ON core.phases_past AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'phase', phase_id) ON core.phase_progress_past,
    ADD BLOCK PREDICATE security.sees(N'phase', phase_id) ON core.phase_progress_past AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'phase', phase_id) ON core.phase_progress_past AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'phase', phase_id) ON core.phase_skills_past,
    ADD BLOCK PREDICATE security.sees(N'phase', phase_id) ON core.phase_skills_past AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'phase', phase_id) ON core.phase_skills_past AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'phase', phase_id) ON core.assignments_past,
    ADD FILTER PREDICATE security.sees(N'phase', phase_id) ON core.timesheets_past,
    ADD BLOCK PREDICATE security.sees(N'phase', phase_id) ON app.decision AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'phase', phase_id) ON app.decision AFTER UPDATE,
    ADD BLOCK PREDICATE security.sees(N'phase', phase_id) ON app.decision BEFORE UPDATE,
    ADD BLOCK PREDICATE security.sees(N'phase', phase_id) ON app.decision BEFORE DELETE
    WITH (STATE = ON, SCHEMABINDING = ON);
GO
