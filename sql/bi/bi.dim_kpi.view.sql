SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.dim_kpi
Purpose: What does each KPI mean, and when is it good?
Grain:   one row per kpi_code; stands alone, no fact has its key
Units:   thresholds in unit; above or below them as good_direction says
Reads:   kpi.definition, ops.data_state.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.dim_kpi
AS
SELECT
    d.kpi_code,
    d.kpi_name,
    d.sentence,
    d.formula,
    d.unit,
    d.grain,
    source_column = d.source,
    d.good_direction,
    d.amber_threshold,
    d.red_threshold,
    s.as_of_date
FROM kpi.[definition] AS d
CROSS JOIN ops.data_state AS s;
GO
