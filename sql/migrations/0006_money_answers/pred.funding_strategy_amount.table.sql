/*
Object:  pred.funding_strategy_amount
Purpose: What would each request get if the same money were shared another way?
Grain:   one row per run, strategy and request
Units:   amounts in the run's currency; difference_amount is the strategy's amount less the published one
Source:  BUDGET B.
*/
CREATE TABLE pred.funding_strategy_amount (
    run_id int NOT NULL,
    strategy_name nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    funding_request_id int NOT NULL,
    amount decimal(19,4) NOT NULL,
    difference_amount decimal(19,4) NOT NULL,
    CONSTRAINT PK_funding_strategy_amount PRIMARY KEY CLUSTERED (run_id, strategy_name, funding_request_id),
    CONSTRAINT FK_funding_strategy_amount_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id)
);
GO
