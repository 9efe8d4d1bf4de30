SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.fact_quality
Purpose: How well does each process run, day by day, and what causes its defects?
Grain:   one row per source_system, quality_kind (observation, cause), process_name, measure_code and observed_date
Units:   observed_value as the measure counts; the pooled defect rate is rated_defect_count over rated_opportunity_count, never a mean of daily rates; defect_count is the process's total, cause_defect_count splits it by cause: never add the two
Source:  DESIGN section 5, Six Sigma.
Reads:   core.quality_observations, core.defects, ops.data_state.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.fact_quality
AS
SELECT
    date_key = CAST(YEAR(q.observed_date) * 10000 + MONTH(q.observed_date) * 100 + DAY(q.observed_date) AS int),
    q.observed_date,
    q.source_system,
    quality_kind = CAST(N'observation' AS nvarchar(20)),
    q.process_name,
    measure_code = q.metric_code,
    q.observed_value,
    q.opportunity_count,
    defect_count = CAST(CASE WHEN q.metric_code = N'defects' THEN q.observed_value END AS decimal(19,6)),
    rated_defect_count = CAST(
        CASE WHEN q.metric_code = N'defects' AND q.opportunity_count IS NOT NULL THEN q.observed_value END AS decimal(19,6)
    ),
    rated_opportunity_count = CASE WHEN q.metric_code = N'defects' THEN q.opportunity_count END,
    cause_defect_count = CAST(NULL AS int),
    s.as_of_date,
    q.batch_id
FROM core.quality_observations AS q
CROSS JOIN ops.data_state AS s
UNION ALL
SELECT
    date_key = CAST(YEAR(d.observed_date) * 10000 + MONTH(d.observed_date) * 100 + DAY(d.observed_date) AS int),
    d.observed_date,
    d.source_system,
    quality_kind = CAST(N'cause' AS nvarchar(20)),
    d.process_name,
    measure_code = d.defect_category,
    observed_value = CAST(d.defect_count AS decimal(19,6)),
    opportunity_count = CAST(NULL AS int),
    defect_count = CAST(NULL AS decimal(19,6)),
    rated_defect_count = CAST(NULL AS decimal(19,6)),
    rated_opportunity_count = CAST(NULL AS int),
    cause_defect_count = d.defect_count,
    s.as_of_date,
    d.batch_id
FROM core.defects AS d
CROSS JOIN ops.data_state AS s;
GO
