SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.fact_funding_decision
Purpose: Which requests get how much, what is cut, and what does it return, by the last published decision?
Grain:   one row per funding_request_key
Units:   amounts in currency, additive over requests; approved + cut = requested; the return is that of the approved amount
Source:  BUDGET B.
Reads:   pred.latest_funding_decision, core.funding_requests, bi.dim_currency.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.fact_funding_decision
AS
SELECT
    date_key = CAST(YEAR(d.as_of_date) * 10000 + MONTH(d.as_of_date) * 100 + DAY(d.as_of_date) AS int),
    funding_request_key = d.funding_request_id,
    currency_key = COALESCE(u.currency_key, 0),
    q.currency,
    d.rank_number,
    decision_status = CAST(CASE
        WHEN d.is_funded = 0 THEN N'declined'
        WHEN d.funded_amount < q.requested_amount THEN N'approved in part'
        ELSE N'approved'
    END AS nvarchar(20)),
    is_approved = d.is_funded,
    q.requested_amount,
    q.minimum_viable_amount,
    approved_amount = d.funded_amount,
    cut_amount = CAST(q.requested_amount - d.funded_amount AS decimal(19,4)),
    d.expected_return_amount,
    d.sentence,
    d.run_id,
    d.as_of_date,
    d.batch_id
FROM pred.latest_funding_decision AS d
INNER JOIN core.funding_requests AS q
    ON q.funding_request_id = d.funding_request_id
LEFT JOIN bi.dim_currency AS u
    ON u.currency = q.currency;
GO
