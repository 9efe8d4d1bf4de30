/*
Object:  pred.funding_conflict
Purpose: Which limits contradict each other, and which give way at the least?
Grain:   one row per run and limit; rows exist where no decision keeps every limit
Units:   levels in unit (plain ratios, counts, months or money); relaxed_level NULL: the limit may stay as it is
Source:  BUDGET B: the smallest conflicting set in words, and the cheapest relaxation.
*/
CREATE TABLE pred.funding_conflict (
    run_id int NOT NULL,
    conflict_number int NOT NULL,
    limit_name nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    is_in_conflict bit NOT NULL,
    is_relaxed bit NOT NULL,
    limit_level decimal(28,6) NOT NULL,
    relaxed_level decimal(28,6) NULL,
    unit nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_funding_conflict PRIMARY KEY CLUSTERED (run_id, conflict_number),
    CONSTRAINT FK_funding_conflict_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id)
);
GO
