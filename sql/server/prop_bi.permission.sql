/*
Object:  prop_bi
Purpose: What Power BI reads: the contract and nothing behind it.
Units:   the deployment revokes everything else from the role first
*/
GRANT SELECT ON SCHEMA::bi TO prop_bi;
GO
