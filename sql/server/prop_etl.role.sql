/*
Object:  prop_etl
Purpose: Loads extracts: who is it that writes stg, core and the weekly facts?
Units:   for the login of: prop load, prop quarantine replay, and the load step of the pipeline; owns nothing, may alter nothing
*/
CREATE ROLE prop_etl;
GO
