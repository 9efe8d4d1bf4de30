SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.fact_staffing_outcome
Purpose: What does the last published plan do for each engagement?
Grain:   one row per engagement_key
Units:   before: with no hours in the horizon; after: at the end of the horizon; spi_shortfall: floor - spi_after where positive, else 0; hours over the horizon
Source:  STAFFING.
Reads:   pred.latest_staffing_outcome, core.engagements.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.fact_staffing_outcome
AS
SELECT
    date_key = CAST(YEAR(o.as_of_date) * 10000 + MONTH(o.as_of_date) * 100 + DAY(o.as_of_date) AS int),
    engagement_key = o.engagement_id,
    client_key = g.client_id,
    practice_key = COALESCE(g.practice_id, 0),
    o.spi_before,
    o.spi_after,
    o.vec_before,
    o.vec_after,
    o.burn_before,
    o.burn_after,
    o.spi_shortfall,
    o.recommended_hours,
    o.current_hours,
    o.sentence,
    o.run_id,
    o.as_of_date,
    o.batch_id
FROM pred.latest_staffing_outcome AS o
INNER JOIN core.engagements AS g
    ON g.engagement_id = o.engagement_id;
GO
