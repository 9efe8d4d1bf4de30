/*
Object:  prop_optimizer
Purpose: Plans the week: who is it that writes predictions, the run ledger and alerts?
Units:   for the login of: prop run, prop schedule; owns nothing, may alter nothing
*/
CREATE ROLE prop_optimizer;
GO
