SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  security.firm_rows
Purpose: What belongs to the whole firm is for those who see everything.
Units:   FILTER hides rows from reading, changing and deleting; BLOCK refuses rows that their writer would not see; no reader's scope
         holds the subject firm
*/
CREATE SECURITY POLICY security.firm_rows
    ADD FILTER PREDICATE security.sees(N'firm', batch_id) ON core.initiatives,
    ADD BLOCK PREDICATE security.sees(N'firm', batch_id) ON core.initiatives AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'firm', batch_id) ON core.initiatives AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'firm', batch_id) ON core.funding_requests,
    ADD BLOCK PREDICATE security.sees(N'firm', batch_id) ON core.funding_requests AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'firm', batch_id) ON core.funding_requests AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'firm', batch_id) ON core.funding_constraints,
    ADD BLOCK PREDICATE security.sees(N'firm', batch_id) ON core.funding_constraints AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'firm', batch_id) ON core.funding_constraints AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'firm', batch_id) ON core.roi_history,
    ADD BLOCK PREDICATE security.sees(N'firm', batch_id) ON core.roi_history AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'firm', batch_id) ON core.roi_history AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'firm', valid_from_batch_id) ON core.initiatives_past,
    ADD BLOCK PREDICATE security.sees(N'firm', valid_from_batch_id) ON core.initiatives_past AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'firm', valid_from_batch_id) ON core.initiatives_past AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'firm', valid_from_batch_id) ON core.funding_requests_past,
    ADD BLOCK PREDICATE security.sees(N'firm', valid_from_batch_id) ON core.funding_requests_past AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'firm', valid_from_batch_id) ON core.funding_requests_past AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'firm', valid_from_batch_id) ON core.funding_constraints_past,
    ADD BLOCK PREDICATE security.sees(N'firm', valid_from_batch_id) ON core.funding_constraints_past AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'firm', valid_from_batch_id) ON core.funding_constraints_past AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'firm', valid_from_batch_id) ON core.roi_history_past,
    ADD BLOCK PREDICATE security.sees(N'firm', valid_from_batch_id) ON core.roi_history_past AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'firm', valid_from_batch_id) ON core.roi_history_past AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'firm', run_id) ON pred.budget_allocation,
    ADD BLOCK PREDICATE security.sees(N'firm', run_id) ON pred.budget_allocation AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'firm', run_id) ON pred.budget_allocation AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'firm', run_id) ON pred.initiative_outcome,
    ADD BLOCK PREDICATE security.sees(N'firm', run_id) ON pred.initiative_outcome AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'firm', run_id) ON pred.initiative_outcome AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'firm', run_id) ON pred.funding_decision,
    ADD BLOCK PREDICATE security.sees(N'firm', run_id) ON pred.funding_decision AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'firm', run_id) ON pred.funding_decision AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'firm', run_id) ON pred.shadow_price,
    ADD BLOCK PREDICATE security.sees(N'firm', run_id) ON pred.shadow_price AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'firm', run_id) ON pred.shadow_price AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'firm', run_id) ON pred.frontier_point,
    ADD BLOCK PREDICATE security.sees(N'firm', run_id) ON pred.frontier_point AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'firm', run_id) ON pred.frontier_point AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'firm', alert_id) ON ops.alert,
    ADD BLOCK PREDICATE security.sees(N'firm', alert_id) ON ops.alert AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'firm', alert_id) ON ops.alert AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'firm', file_id) ON ops.load_file,
    ADD BLOCK PREDICATE security.sees(N'firm', file_id) ON ops.load_file AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'firm', file_id) ON ops.load_file AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'firm', quarantine_id) ON ops.quarantine,
    ADD BLOCK PREDICATE security.sees(N'firm', quarantine_id) ON ops.quarantine AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'firm', quarantine_id) ON ops.quarantine AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'firm', run_id) ON ops.run_step,
    ADD BLOCK PREDICATE security.sees(N'firm', run_id) ON ops.run_step AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'firm', run_id) ON ops.run_step AFTER UPDATE
    WITH (STATE = ON, SCHEMABINDING = ON);
GO
