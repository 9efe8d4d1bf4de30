/*
Object:  pred.funding_decision
Purpose: Which requests get how much?
Grain:   one row per run and request
*/
CREATE TABLE pred.funding_decision (
    run_id int NOT NULL,
    funding_request_id int NOT NULL,
    is_funded bit NOT NULL,
    funded_amount decimal(19,4) NOT NULL,
    expected_return_amount decimal(19,4) NOT NULL,
    rank_number int NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_funding_decision PRIMARY KEY CLUSTERED (run_id, funding_request_id),
    CONSTRAINT FK_funding_decision_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id)
);
GO
