/*
Object:  stg.touched_week
Purpose: Which weeks of which weekly fact does a batch change? Only these are recomputed.
Grain:   one row per batch, fact and week
*/
CREATE TABLE stg.touched_week (
    batch_id int NOT NULL,
    fact_name nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    week_start_date date NOT NULL,
    CONSTRAINT PK_touched_week PRIMARY KEY CLUSTERED (batch_id, fact_name, week_start_date)
);
GO
