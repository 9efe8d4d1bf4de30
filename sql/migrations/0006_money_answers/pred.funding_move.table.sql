/*
Object:  pred.funding_move
Purpose: Which moves of money lead from the last published decision to this one, the best first?
Grain:   one row per run and move; a NULL request stands for money that is not given to anybody
Units:   amount in the run's currency; gain_value in gain_unit is what the objective gains by the move
Source:  BUDGET B: reallocation.
*/
CREATE TABLE pred.funding_move (
    run_id int NOT NULL,
    move_number int NOT NULL,
    from_funding_request_id int NULL,
    to_funding_request_id int NULL,
    amount decimal(19,4) NOT NULL,
    gain_value decimal(28,6) NOT NULL,
    gain_unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_funding_move PRIMARY KEY CLUSTERED (run_id, move_number),
    CONSTRAINT FK_funding_move_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id)
);
GO
