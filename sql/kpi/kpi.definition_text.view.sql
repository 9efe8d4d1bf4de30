SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.definition_text
Purpose: What each KPI means, and the thresholds that it starts with.
Grain:   one row per kpi_code
Source:  001 Key Metrics Derivation; DESIGN section 5.   Read by: kpi.definition, seed.
*/
CREATE OR ALTER VIEW kpi.definition_text
AS
SELECT
    d.kpi_code,
    d.kpi_name,
    d.sentence,
    d.formula,
    d.unit,
    d.grain,
    d.source,
    d.good_direction,
    d.amber_threshold,
    d.red_threshold
FROM (VALUES
    (
        N'ac', N'Actual cost (AC)',
        N'What the recognized hours cost at their price, reversals included.',
        N'sum of hours x charge-out rate of rows worked and entered by the as-of date; plus surcharge where ac_includes_surcharge is 1',
        N'money', N'phase, engagement, client, practice, portfolio; week',
        N'kpi.phase_week.ac_amount', N'none',
        CAST(NULL AS decimal(19,6)), CAST(NULL AS decimal(19,6))
    ),
    (
        N'bac', N'Budget at completion (BAC)',
        N'What the whole phase may cost.',
        N'budget of the phase',
        N'money', N'phase, engagement, client, practice, portfolio; week',
        N'kpi.phase_week.bac_amount', N'none',
        CAST(NULL AS decimal(19,6)), CAST(NULL AS decimal(19,6))
    ),
    (
        N'burn', N'Budget burn',
        N'Which part of the budget is used up.',
        N'AC / BAC',
        N'ratio', N'phase, engagement, client, practice, portfolio; week',
        N'kpi.phase_week.burn', N'lower',
        CAST(0.9 AS decimal(19,6)), CAST(1.0 AS decimal(19,6))
    ),
    (
        N'vec', N'Value extraction coefficient (VEC)',
        N'Which part of the budget was turned into value, at standard rates, for internal and experienced people.',
        N'sum of AC x d x ea x eo / BAC',
        N'ratio', N'phase, engagement, client, practice, portfolio; week',
        N'kpi.phase_week.vec', N'higher',
        CAST(NULL AS decimal(19,6)), CAST(NULL AS decimal(19,6))
    ),
    (
        N'health', N'Financial health',
        N'The cell of the VEC x burn matrix.',
        N'VEC above, about or below burn; burn within, about or over the budget',
        N'word', N'phase, engagement, client, practice, portfolio; week',
        N'kpi.phase_week.health', N'none',
        CAST(NULL AS decimal(19,6)), CAST(NULL AS decimal(19,6))
    ),
    (
        N'schedule_ratio', N'Schedule %',
        N'Which part of the phase should be done by now.',
        N'elapsed / total days (calendar, estimate) or planned hours (plan)',
        N'ratio', N'phase, engagement, client, practice, portfolio; week',
        N'kpi.phase_week.schedule_ratio', N'none',
        CAST(NULL AS decimal(19,6)), CAST(NULL AS decimal(19,6))
    ),
    (
        N'pv', N'Planned value (PV)',
        N'What should have been earned by now.',
        N'BAC x schedule %',
        N'money', N'phase, engagement, client, practice, portfolio; week',
        N'kpi.phase_week.pv_amount', N'none',
        CAST(NULL AS decimal(19,6)), CAST(NULL AS decimal(19,6))
    ),
    (
        N'ev', N'Earned value (EV)',
        N'What the work done so far is worth in the budget.',
        N'BAC x reported progress; BAC x hours / (hours + remaining hours); else 0.98 x AC',
        N'money', N'phase, engagement, client, practice, portfolio; week',
        N'kpi.phase_week.ev_amount', N'higher',
        CAST(NULL AS decimal(19,6)), CAST(NULL AS decimal(19,6))
    ),
    (
        N'spi', N'Schedule performance index (SPI)',
        N'Below 1, less is earned than was due.',
        N'EV / PV',
        N'ratio', N'phase, engagement, client, practice, portfolio; week',
        N'kpi.phase_week.spi', N'higher',
        CAST(0.95 AS decimal(19,6)), CAST(0.85 AS decimal(19,6))
    ),
    (
        N'cpi', N'Cost performance index (CPI)',
        N'Below 1, the work costs more than it earns.',
        N'EV / AC',
        N'ratio', N'phase, engagement, client, practice, portfolio; week',
        N'kpi.phase_week.cpi', N'higher',
        CAST(0.95 AS decimal(19,6)), CAST(0.9 AS decimal(19,6))
    ),
    (
        N'sv', N'Schedule variance (SV)',
        N'How much more was earned than was due.',
        N'EV - PV',
        N'money', N'phase, engagement, client, practice, portfolio; week',
        N'kpi.phase_week.sv_amount', N'higher',
        CAST(NULL AS decimal(19,6)), CAST(NULL AS decimal(19,6))
    ),
    (
        N'cv', N'Cost variance (CV)',
        N'How much more was earned than was spent.',
        N'EV - AC',
        N'money', N'phase, engagement, client, practice, portfolio; week',
        N'kpi.phase_week.cv_amount', N'higher',
        CAST(NULL AS decimal(19,6)), CAST(NULL AS decimal(19,6))
    ),
    (
        N'eac', N'Estimate at completion (EAC)',
        N'What the phase will cost if it goes on like this.',
        N'BAC / CPI',
        N'money', N'phase, engagement, client, practice, portfolio; week',
        N'kpi.phase_week.eac_amount', N'lower',
        CAST(NULL AS decimal(19,6)), CAST(NULL AS decimal(19,6))
    ),
    (
        N'etc', N'Estimate to complete (ETC)',
        N'What is still to be spent.',
        N'EAC - AC',
        N'money', N'phase, engagement, client, practice, portfolio; week',
        N'kpi.phase_week.etc_amount', N'lower',
        CAST(NULL AS decimal(19,6)), CAST(NULL AS decimal(19,6))
    ),
    (
        N'vac', N'Variance at completion (VAC)',
        N'What will be left of the budget.',
        N'BAC - EAC',
        N'money', N'phase, engagement, client, practice, portfolio; week',
        N'kpi.phase_week.vac_amount', N'higher',
        CAST(NULL AS decimal(19,6)), CAST(NULL AS decimal(19,6))
    ),
    (
        N'tcpi', N'To-complete performance index (TCPI)',
        N'How efficient the rest must be to keep the budget.',
        N'(BAC - EV) / (BAC - AC)',
        N'ratio', N'phase, engagement, client, practice, portfolio; week',
        N'kpi.phase_week.tcpi', N'lower',
        CAST(1.05 AS decimal(19,6)), CAST(1.1 AS decimal(19,6))
    ),
    (
        N'spi_t', N'Earned-schedule SPI(t)',
        N'Below 1, the work is later than the baseline, also at its end.',
        N'earned schedule / elapsed time',
        N'ratio', N'phase; week',
        N'kpi.phase_earned_schedule_week.spi_t', N'higher',
        CAST(0.95 AS decimal(19,6)), CAST(0.85 AS decimal(19,6))
    ),
    (
        N'bench', N'Bench ratio',
        N'Which part of the capacity is not assigned; negative is over-booked.',
        N'1 - assigned / capacity hours',
        N'ratio', N'consultant; practice and level; firm; week',
        N'kpi.bench_week.bench_ratio', N'lower',
        CAST(0.2 AS decimal(19,6)), CAST(0.3 AS decimal(19,6))
    ),
    (
        N'capacity', N'Capacity',
        N'How many hours people can work.',
        N'contracted - vacation - holiday hours, by day',
        N'hours', N'consultant; practice and level; firm; week',
        N'kpi.consultant_week.capacity_hours', N'none',
        CAST(NULL AS decimal(19,6)), CAST(NULL AS decimal(19,6))
    ),
    (
        N'utilization', N'Utilization',
        N'Which part of the capacity was worked for clients.',
        N'billable / capacity hours',
        N'ratio', N'consultant; practice and level; firm; week',
        N'kpi.consultant_week.utilization_ratio', N'higher',
        CAST(0.75 AS decimal(19,6)), CAST(0.6 AS decimal(19,6))
    ),
    (
        N'assignment_realization', N'Assignment realization',
        N'Which part of the assigned hours was worked for clients.',
        N'billable / assigned hours',
        N'ratio', N'consultant; practice and level; firm; week',
        N'kpi.consultant_week.realization_ratio', N'target',
        CAST(0.85 AS decimal(19,6)), CAST(0.7 AS decimal(19,6))
    ),
    (
        N'rate_realization', N'Rate realization',
        N'Which part of the standard value is charged; 1 - it is the discount.',
        N'actual value / standard value',
        N'ratio', N'client, practice, level, engagement, firm; week',
        N'kpi.rate_realization.rate_realization_ratio', N'higher',
        CAST(0.95 AS decimal(19,6)), CAST(0.85 AS decimal(19,6))
    ),
    (
        N'reporting_lag', N'Reporting lag',
        N'How long after the work the time is posted.',
        N'posting date - work date, mean and 90th percentile',
        N'days', N'employee',
        N'kpi.reporting_lag.mean_lag_days', N'lower',
        CAST(3 AS decimal(19,6)), CAST(7 AS decimal(19,6))
    )
) AS d (
    kpi_code, kpi_name, sentence, formula, unit, grain, source, good_direction, amber_threshold, red_threshold
);
GO
