/*
Object:  prop_dashboard
Purpose: Serves readers: who is it that reads KPIs and predictions within a reader's scope, and writes what readers decide?
Units:   for the login of: prop serve; owns nothing, may alter nothing
*/
CREATE ROLE prop_dashboard;
GO
