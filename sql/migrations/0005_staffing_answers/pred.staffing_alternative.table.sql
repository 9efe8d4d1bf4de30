/*
Object:  pred.staffing_alternative
Purpose: What else could each person do, or who else could do it, and what would be lost?
Grain:   one row per run and alternative: the booking is employee_id on phase_id (phase_id NULL: somebody without a booking), the other
         one names another phase or another employee, rank 1 is the best
Units:   hours over the horizon; regret_points in thousandths of a point, what the plan loses by it (0 or more), and regret_amount the
         charge-out value that earns as many; revenue_change_amount is the change of the whole plan's charge-out value; all three are
         NULL where a rule forbids it; amounts in currency; is_estimate: nobody else was planned again
Source:  STAFFING, Explanations: why not X, and the three best alternatives.
*/
CREATE TABLE pred.staffing_alternative (
    run_id int NOT NULL,
    alternative_number int NOT NULL,
    employee_id int NOT NULL,
    phase_id int NULL,
    rank_number int NOT NULL,
    alternative_kind nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    other_phase_id int NULL,
    other_employee_id int NULL,
    hours decimal(9,2) NOT NULL,
    regret_points decimal(19,6) NULL,
    regret_amount decimal(19,4) NULL,
    revenue_change_amount decimal(19,4) NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NULL,
    forbidding_rule_code nvarchar(10) COLLATE Latin1_General_BIN2 NULL,
    is_estimate bit NOT NULL CONSTRAINT DF_staffing_alternative_is_estimate DEFAULT (0),
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_staffing_alternative PRIMARY KEY CLUSTERED (run_id, alternative_number),
    CONSTRAINT FK_staffing_alternative_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id),
    CONSTRAINT CK_staffing_alternative_alternative_kind CHECK (alternative_kind IN ('phase', 'employee', 'nobody')),
    CONSTRAINT CK_staffing_alternative_rank_number CHECK (rank_number > 0)
);
GO
