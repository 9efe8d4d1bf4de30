/*
Object:  prop_bi
Purpose: Refreshes Power BI: who is it that reads the star schema?
Units:   for the login of: the gateway or the service of Power BI; owns nothing, may alter nothing
*/
CREATE ROLE prop_bi;
GO
