/*
Object:  pred.funding_chance
Purpose: How often would each request be funded if returns and successes turned out otherwise?
Grain:   one row per run and request
Units:   funded_ratio: part of the draws in which the best decision funds it, 0 to 1; mean_amount is its mean over all draws, 0
         where not funded
Source:  BUDGET B: Monte Carlo with common random numbers.
*/
CREATE TABLE pred.funding_chance (
    run_id int NOT NULL,
    funding_request_id int NOT NULL,
    draw_count int NOT NULL,
    funded_ratio decimal(19,6) NOT NULL,
    mean_amount decimal(19,4) NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_funding_chance PRIMARY KEY CLUSTERED (run_id, funding_request_id),
    CONSTRAINT FK_funding_chance_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id),
    CONSTRAINT CK_funding_chance_funded_ratio CHECK (funded_ratio BETWEEN 0 AND 1)
);
GO
