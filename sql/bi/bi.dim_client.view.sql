SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.dim_client
Purpose: Who pays?
Grain:   one row per client_key; 0 is no client
Reads:   core.clients.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.dim_client
AS
SELECT
    client_key = c.client_id,
    c.source_system,
    c.client_source_id,
    c.client_name,
    c.is_deleted,
    c.batch_id
FROM core.clients AS c
UNION ALL
SELECT
    client_key = 0,
    source_system = N'',
    client_source_id = N'',
    client_name = N'(none)',
    is_deleted = CAST(0 AS bit),
    batch_id = 0;
GO
