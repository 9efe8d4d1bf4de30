SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.phase_earned_schedule_week
Purpose: By how much is each phase ahead or behind in time, also near and after its end, where SPI drifts to 1?
Grain:   one row per phase_id and week_start_date up to the reporting date, for phases with a budget and a baseline
Units:   earned_schedule_days is the day of the baseline on which today's EV was due; elapsed_days since the baseline's start, up
         to the phase's actual end; spi_t = earned / elapsed, NULL before the first day
Source:  earned schedule (Lipke), SPI(t); linear within a planned week, and over calendar and estimate baselines.
Reads:   kpi.phase_history_week, core.phases, core.phase_estimate, kpi.phase_plan_step.   Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW kpi.phase_earned_schedule_week
AS
WITH budgeted_week AS (
    SELECT
        h.phase_id,
        h.week_start_date,
        h.as_of_date,
        h.is_current,
        h.schedule_baseline,
        start_date = CASE WHEN h.schedule_baseline = N'calendar' THEN p.baseline_start_date ELSE e.first_work_date END,
        end_date = CASE WHEN p.actual_end_date < h.as_of_date THEN p.actual_end_date ELSE h.as_of_date END,
        total_days = CASE
            WHEN h.schedule_baseline = N'calendar' AND p.baseline_end_date = p.baseline_start_date THEN 1
            WHEN h.schedule_baseline = N'calendar'
                THEN CAST(DATEDIFF(DAY, p.baseline_start_date, p.baseline_end_date) AS decimal(13,6))
            ELSE CAST(e.estimated_days AS decimal(13,6))
        END,
        earned_ratio = CASE
            WHEN h.ev_amount >= h.bac_amount THEN 1
            WHEN h.ev_amount <= 0 THEN 0
            ELSE CAST(CAST(h.ev_amount AS decimal(19,4)) / NULLIF(CAST(h.bac_amount AS decimal(19,4)), 0) AS decimal(9,8))
        END
    FROM kpi.phase_history_week AS h
    INNER JOIN core.phases AS p
        ON p.phase_id = h.phase_id
    LEFT JOIN core.phase_estimate AS e
        ON e.phase_id = h.phase_id
    WHERE h.bac_amount > 0 AND h.schedule_ratio IS NOT NULL
)

SELECT
    d.phase_id,
    d.week_start_date,
    d.as_of_date,
    d.is_current,
    d.schedule_baseline,
    d.earned_schedule_days,
    d.elapsed_days,
    spi_t = CASE WHEN d.elapsed_days > 0 THEN CAST(
        CAST(d.earned_schedule_days AS decimal(19,6)) / NULLIF(CAST(d.elapsed_days AS decimal(19,6)), 0) AS decimal(19,6)
    ) END,
    spi_t_reason = CASE WHEN d.elapsed_days > 0 THEN NULL ELSE N'The baseline has not begun.' END
FROM (
    SELECT
        b.phase_id,
        b.week_start_date,
        b.as_of_date,
        b.is_current,
        b.schedule_baseline,
        elapsed_days = DATEDIFF(DAY, COALESCE(b.first_week_start_date, b.start_date), b.end_date)
            + CASE WHEN b.schedule_baseline = N'plan' THEN 1 ELSE 0 END,
        earned_schedule_days = CASE
            WHEN b.schedule_baseline <> N'plan' THEN CAST(b.earned_ratio * b.total_days AS decimal(13,6))
            WHEN b.hours_after <= b.earned_ratio * b.total_hours THEN CAST(b.days_before + 7 AS decimal(13,6))
            ELSE b.days_before + CAST(
                CAST(7 * (CAST(b.earned_ratio * b.total_hours AS decimal(17,6)) - b.hours_before) AS decimal(19,6))
                / NULLIF(CAST(b.planned_hours AS decimal(19,6)), 0) AS decimal(13,6)
            )
        END
    FROM (
        SELECT
            w.phase_id,
            w.week_start_date,
            w.as_of_date,
            w.is_current,
            w.schedule_baseline,
            w.start_date,
            w.end_date,
            w.total_days,
            w.earned_ratio,
            first_week_start_date = CAST(NULL AS date),
            days_before = CAST(NULL AS int),
            hours_before = CAST(NULL AS decimal(14,2)),
            hours_after = CAST(NULL AS decimal(13,2)),
            planned_hours = CAST(NULL AS decimal(13,2)),
            total_hours = CAST(NULL AS decimal(13,2))
        FROM budgeted_week AS w
        WHERE w.schedule_baseline <> N'plan'
        UNION ALL
        SELECT
            w.phase_id,
            w.week_start_date,
            w.as_of_date,
            w.is_current,
            w.schedule_baseline,
            w.start_date,
            w.end_date,
            w.total_days,
            w.earned_ratio,
            s.first_week_start_date,
            s.days_before,
            CAST(s.hours_before AS decimal(14,2)),
            s.hours_after,
            s.planned_hours,
            s.total_hours
        FROM budgeted_week AS w
        INNER JOIN kpi.phase_plan_step AS s
            ON s.phase_id = w.phase_id
        WHERE w.schedule_baseline = N'plan'
            AND s.hours_before <= w.earned_ratio * s.total_hours
            AND (s.hours_after > w.earned_ratio * s.total_hours OR s.hours_after = s.total_hours)
    ) AS b
) AS d;
GO
