/*
Object:  pred.new_hire
Purpose: Whom does a plan want to hire, from when, and at what cost?
Grain:   one row per run, model and kind of hire
Units:   whole people (head_count); hired by start_date (a Monday), decided lead_days before; they stay to the end of the horizon; cost_amount over the horizon for all of them
Source:  BUDGET A13 and C.
*/
CREATE TABLE pred.new_hire (
    run_id int NOT NULL,
    model nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    hire_number int NOT NULL,
    practice_id int NULL,
    staff_level_id int NULL,
    location_id int NULL,
    team nvarchar(100) COLLATE Latin1_General_BIN2 NULL,
    role_name nvarchar(100) COLLATE Latin1_General_BIN2 NULL,
    start_date date NOT NULL,
    lead_days int NOT NULL CONSTRAINT DF_new_hire_lead_days DEFAULT (0),
    head_count int NOT NULL,
    unrounded_head_count decimal(19,6) NULL,
    monthly_cost_amount decimal(19,4) NOT NULL,
    cost_amount decimal(19,4) NOT NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_new_hire PRIMARY KEY CLUSTERED (run_id, model, hire_number),
    CONSTRAINT FK_new_hire_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id),
    CONSTRAINT CK_new_hire_head_count CHECK (head_count > 0)
);
GO
