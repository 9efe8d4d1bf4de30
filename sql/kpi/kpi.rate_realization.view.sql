SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.rate_realization
Purpose: How much of the standard value do we charge, and where are the discounts?
Grain:   one row per rollup_name (detail, client, practice, level, engagement, firm), its keys, currency and week of recognition;
         a key that does not belong to the rollup is NULL; practice and level are the employee's
Units:   amounts of the week, billable rows alone, without surcharge; rate_realization_ratio = actual / standard, discount_ratio =
         1 - it, NULL at no standard value
Source:  DESIGN section 5.   Reads: kpi.valued_week.   Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW kpi.rate_realization
AS
SELECT
    s.rollup_name,
    c.client_id,
    c.client_name,
    g.engagement_id,
    g.engagement_source_id,
    g.engagement_name,
    p.practice_id,
    p.practice_name,
    l.staff_level_id,
    l.staff_level_code,
    s.currency,
    s.week_start_date,
    s.billable_hours,
    s.actual_value_amount,
    s.standard_value_amount,
    rate_realization_ratio = CAST(
        CAST(s.actual_value_amount AS decimal(19,4)) / NULLIF(CAST(s.standard_value_amount AS decimal(19,4)), 0) AS decimal(19,6)
    ),
    discount_ratio = CAST(
        CAST(s.standard_value_amount - s.actual_value_amount AS decimal(19,4))
        / NULLIF(CAST(s.standard_value_amount AS decimal(19,4)), 0) AS decimal(19,6)
    ),
    rate_realization_reason = CASE WHEN s.standard_value_amount = 0 THEN N'The hours of the week have no standard value.' END
FROM (
    SELECT
        r.rollup_name,
        client_id = CASE WHEN r.rollup_name IN (N'detail', N'client', N'engagement') THEN v.client_id ELSE 0 END,
        engagement_id = CASE WHEN r.rollup_name IN (N'detail', N'engagement') THEN v.engagement_id ELSE 0 END,
        practice_id = CASE WHEN r.rollup_name IN (N'detail', N'practice') THEN v.practice_id ELSE 0 END,
        staff_level_id = CASE WHEN r.rollup_name IN (N'detail', N'level') THEN v.staff_level_id ELSE 0 END,
        v.currency,
        v.week_start_date,
        billable_hours = CAST(SUM(v.valued_hours) AS decimal(15,2)),
        actual_value_amount = CAST(SUM(v.actual_value_amount) AS decimal(19,4)),
        standard_value_amount = CAST(SUM(v.standard_value_amount) AS decimal(19,4))
    FROM kpi.valued_week AS v
    CROSS JOIN (
        VALUES (N'detail'), (N'client'), (N'practice'), (N'level'), (N'engagement'), (N'firm')
    ) AS r (rollup_name)
    WHERE v.actual_value_amount IS NOT NULL
    GROUP BY
        r.rollup_name,
        CASE WHEN r.rollup_name IN (N'detail', N'client', N'engagement') THEN v.client_id ELSE 0 END,
        CASE WHEN r.rollup_name IN (N'detail', N'engagement') THEN v.engagement_id ELSE 0 END,
        CASE WHEN r.rollup_name IN (N'detail', N'practice') THEN v.practice_id ELSE 0 END,
        CASE WHEN r.rollup_name IN (N'detail', N'level') THEN v.staff_level_id ELSE 0 END,
        v.currency,
        v.week_start_date
) AS s
LEFT JOIN core.clients AS c
    ON c.client_id = s.client_id
LEFT JOIN core.engagements AS g
    ON g.engagement_id = s.engagement_id
LEFT JOIN core.practices AS p
    ON p.practice_id = s.practice_id
LEFT JOIN core.staff_levels AS l
    ON l.staff_level_id = s.staff_level_id;
GO
