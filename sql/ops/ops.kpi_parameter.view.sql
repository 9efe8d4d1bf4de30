SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  ops.kpi_parameter
Purpose: The parameters that enter KPIs, as numbers.
Grain:   one row
Units:   *_discount and cpi_proxy are ratios; onboarding_weeks in weeks; health_tolerance is relative; ac_includes_surcharge 0 or 1
Reads:   ops.parameter_current.   Read by: core.timesheet_valued, kpi.
*/
CREATE OR ALTER VIEW ops.kpi_parameter
AS
SELECT
    external_discount = MAX(CASE WHEN p.parameter_code = N'external_discount' THEN CAST(p.parameter_value AS decimal(7,6)) END),
    onboarding_discount = MAX(CASE WHEN p.parameter_code = N'onboarding_discount' THEN CAST(p.parameter_value AS decimal(7,6)) END),
    onboarding_weeks = MAX(CASE WHEN p.parameter_code = N'onboarding_weeks' THEN CAST(p.parameter_value AS int) END),
    health_tolerance = MAX(CASE WHEN p.parameter_code = N'health_tolerance' THEN CAST(p.parameter_value AS decimal(7,6)) END),
    cpi_proxy = MAX(CASE WHEN p.parameter_code = N'cpi_proxy' THEN CAST(p.parameter_value AS decimal(7,6)) END),
    ac_includes_surcharge = MAX(CASE WHEN p.parameter_code = N'ac_includes_surcharge' THEN CAST(p.parameter_value AS int) END)
FROM ops.parameter_current AS p;
GO
