/*
Object:  pred.funding_strategy
Purpose: What would the same money return if it were shared another way under the same rules?
Grain:   one row per run and strategy; is_chosen marks the published decision
Units:   amounts in currency; return_ratio is return per unit of money, NULL where nothing is given; objective_value as pred.solve
Source:  BUDGET B: compared with equal, proportional and priority-greedy.
*/
CREATE TABLE pred.funding_strategy (
    run_id int NOT NULL,
    strategy_name nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    is_chosen bit NOT NULL CONSTRAINT DF_funding_strategy_is_chosen DEFAULT (0),
    funded_count int NOT NULL,
    amount decimal(19,4) NOT NULL,
    expected_return_amount decimal(19,4) NOT NULL,
    return_ratio decimal(19,6) NULL,
    objective_value decimal(28,6) NOT NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_funding_strategy PRIMARY KEY CLUSTERED (run_id, strategy_name),
    CONSTRAINT FK_funding_strategy_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id)
);
GO
