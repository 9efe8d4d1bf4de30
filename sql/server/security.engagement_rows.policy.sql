SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  security.engagement_rows
Purpose: Readers see the rows of the engagements in their scope.
Units:   FILTER hides rows from reading, changing and deleting; BLOCK refuses rows that their writer would not see; no BLOCK on
         the large facts, which no role that acts for a reader may write
*/
CREATE SECURITY POLICY security.engagement_rows
    ADD FILTER PREDICATE security.sees(N'engagement', engagement_id) ON core.engagements,
    ADD BLOCK PREDICATE security.sees(N'engagement', engagement_id) ON core.engagements AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'engagement', engagement_id) ON core.engagements AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'engagement', engagement_id) ON core.engagement_rates,
    ADD BLOCK PREDICATE security.sees(N'engagement', engagement_id) ON core.engagement_rates AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'engagement', engagement_id) ON core.engagement_rates AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'engagement', engagement_id) ON core.staffing_targets,
    ADD BLOCK PREDICATE security.sees(N'engagement', engagement_id) ON core.staffing_targets AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'engagement', engagement_id) ON core.staffing_targets AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'engagement', engagement_id) ON kpi.phase_history_week,
    ADD FILTER PREDICATE security.sees(N'engagement', engagement_id) ON kpi.phase_snapshot,
    ADD BLOCK PREDICATE security.sees(N'engagement', engagement_id) ON kpi.phase_snapshot AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'engagement', engagement_id) ON kpi.phase_snapshot AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'engagement', engagement_id) ON pred.staffing_outcome,
    ADD BLOCK PREDICATE security.sees(N'engagement', engagement_id) ON pred.staffing_outcome AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'engagement', engagement_id) ON pred.staffing_outcome AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'engagement', engagement_id) ON core.engagements_past,
    ADD BLOCK PREDICATE security.sees(N'engagement', engagement_id) ON core.engagements_past AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'engagement', engagement_id) ON core.engagements_past AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'engagement', engagement_id) ON core.engagement_rates_past,
    ADD BLOCK PREDICATE security.sees(N'engagement', engagement_id) ON core.engagement_rates_past AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'engagement', engagement_id) ON core.engagement_rates_past AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'engagement', engagement_id) ON core.staffing_targets_past,
    ADD BLOCK PREDICATE security.sees(N'engagement', engagement_id) ON core.staffing_targets_past AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'engagement', engagement_id) ON core.staffing_targets_past AFTER UPDATE
    WITH (STATE = ON, SCHEMABINDING = ON);
GO
