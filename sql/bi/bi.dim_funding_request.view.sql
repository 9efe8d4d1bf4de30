SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.dim_funding_request
Purpose: Which service lines ask for money, and what do they promise?
Grain:   one row per funding_request_key; 0 is no request
Units:   expected_roi_ratio is return per unit of money; the amounts are in bi.fact_funding_decision
Reads:   core.funding_requests.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.dim_funding_request
AS
SELECT
    funding_request_key = q.funding_request_id,
    q.source_system,
    q.funding_request_source_id,
    q.service_line,
    q.service_group,
    strategic_priority = CAST(q.strategic_priority AS int),
    q.expected_roi_ratio,
    q.success_probability_ratio,
    q.rationale,
    q.currency,
    q.is_deleted,
    q.batch_id
FROM core.funding_requests AS q
UNION ALL
SELECT
    funding_request_key = 0,
    source_system = N'',
    funding_request_source_id = N'',
    service_line = N'(none)',
    service_group = CAST(NULL AS nvarchar(100)),
    strategic_priority = 0,
    expected_roi_ratio = CAST(0 AS decimal(19,6)),
    success_probability_ratio = CAST(0 AS decimal(19,6)),
    rationale = CAST(NULL AS nvarchar(2000)),
    currency = CAST(N'XXX' AS char(3)),
    is_deleted = CAST(0 AS bit),
    batch_id = 0;
GO
