/*
Object:  pred.funding_period_amount
Purpose: Which request gets how much in which period, and from which fund?
Grain:   one row per run, request, period and fund, where something is given
Units:   amounts in the run's currency; period_number from 1; expected_return_amount is what the money given in the period returns
         within the horizon
Source:  BUDGET B: multi-period with carry-over and ramping returns.
*/
CREATE TABLE pred.funding_period_amount (
    run_id int NOT NULL,
    funding_request_id int NOT NULL,
    period_number int NOT NULL,
    fund_name nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    period_name nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    amount decimal(19,4) NOT NULL,
    expected_return_amount decimal(19,4) NULL,
    CONSTRAINT PK_funding_period_amount PRIMARY KEY CLUSTERED (run_id, funding_request_id, period_number, fund_name),
    CONSTRAINT FK_funding_period_amount_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id),
    CONSTRAINT CK_funding_period_amount_period_number CHECK (period_number > 0)
);
GO
