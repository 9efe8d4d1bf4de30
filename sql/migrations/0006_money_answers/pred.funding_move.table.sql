/*
Object:  pred.funding_move
Purpose: Which moves of money lead from the last published decision to this one?
Grain:   one row per run, move and transfer of money within it; a NULL request stands for money that is not given to anybody
Units:   move_number is the order in which the moves can be made, every limit kept after each; rank 1 gains the most; amount in
         the run's currency; gains in gain_unit of the objective, of the transfer, of its move and of all moves so far
Source:  BUDGET B: reallocation, the moves ranked by gain.
*/
CREATE TABLE pred.funding_move (
    run_id int NOT NULL,
    move_number int NOT NULL,
    transfer_number int NOT NULL,
    rank_number int NOT NULL,
    from_funding_request_id int NULL,
    to_funding_request_id int NULL,
    amount decimal(19,4) NOT NULL,
    gain_value decimal(28,6) NOT NULL,
    move_gain_value decimal(28,6) NOT NULL,
    cumulative_gain_value decimal(28,6) NOT NULL,
    gain_unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_funding_move PRIMARY KEY CLUSTERED (run_id, move_number, transfer_number),
    CONSTRAINT FK_funding_move_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id),
    CONSTRAINT CK_funding_move_rank_number CHECK (rank_number > 0)
);
GO
