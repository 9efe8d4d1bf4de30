SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.phase_ev_week
Purpose: What has each phase earned by the end of each week, and by which method?
Grain:   as kpi.phase_to_date_week; the weeks to come keep what is earned today
Units:   hours and amounts are cumulative to as_of_date; ev_method is the phase's own, else what its reports allow, else cpi_proxy
Source:  001 appendix 4 (0.98 * AC); DESIGN section 5, EV.   Reads: kpi.phase_to_date_week, core.progress_report, ops.kpi_parameter.
Read by: kpi.phase_baseline_week.
*/
CREATE OR ALTER VIEW kpi.phase_ev_week
AS
SELECT
    m.phase_id,
    m.week_start_date,
    m.as_of_date,
    m.is_outlook,
    m.bac_amount,
    m.schedule_baseline,
    m.calendar_elapsed,
    m.calendar_total,
    m.plan_elapsed,
    m.plan_total,
    m.estimate_elapsed,
    m.estimate_total,
    m.hours,
    m.billable_hours,
    m.ac_amount,
    m.surcharge_amount,
    m.extracted_amount,
    m.ev_method,
    ev_amount = CASE
        WHEN m.ev_method = N'cpi_proxy' THEN CAST(m.ac_amount * m.cpi_proxy AS decimal(19,4))
        WHEN m.ev_method = N'hours_etc' THEN CAST(
            CAST(m.hours_amount AS decimal(19,4)) / NULLIF(CAST(m.hours + m.remaining_hours AS decimal(19,4)), 0) AS decimal(19,4)
        )
        ELSE CAST(m.bac_amount * m.progress_ratio AS decimal(19,4))
    END
FROM (
    SELECT
        t.phase_id,
        t.week_start_date,
        t.as_of_date,
        t.is_outlook,
        t.bac_amount,
        t.schedule_baseline,
        t.calendar_elapsed,
        t.calendar_total,
        t.plan_elapsed,
        t.plan_total,
        t.estimate_elapsed,
        t.estimate_total,
        t.hours,
        t.billable_hours,
        t.ac_amount,
        t.surcharge_amount,
        t.extracted_amount,
        progress_ratio = CAST(g.progress_ratio AS decimal(9,6)),
        h.remaining_hours,
        hours_amount = CAST(t.bac_amount * t.hours AS decimal(19,4)),
        k.cpi_proxy,
        ev_method = CASE
            WHEN t.ev_method IN (N'physical', N'milestone') AND g.progress_ratio IS NOT NULL THEN t.ev_method
            WHEN t.ev_method = N'hours_etc' AND h.remaining_hours IS NOT NULL THEN N'hours_etc'
            WHEN t.ev_method IS NULL AND g.progress_ratio IS NOT NULL THEN N'physical'
            WHEN t.ev_method IS NULL AND h.remaining_hours IS NOT NULL THEN N'hours_etc'
            ELSE N'cpi_proxy'
        END
    FROM kpi.phase_to_date_week AS t
    CROSS JOIN ops.kpi_parameter AS k
    LEFT JOIN core.progress_report AS g
        ON g.phase_id = t.phase_id
        AND g.progress_ratio IS NOT NULL
        AND t.as_of_date >= g.reported_date
        AND t.as_of_date < g.next_reported_date
    LEFT JOIN core.progress_report AS h
        ON h.phase_id = t.phase_id
        AND h.remaining_hours IS NOT NULL
        AND t.as_of_date >= h.reported_date
        AND t.as_of_date < h.next_reported_date
) AS m;
GO
