/*
Object:  pred.staffing_shortage
Purpose: Which roles are short of people, in which week, and by how many?
Grain:   one row per run, practice, staff level and week with unmet demand
Units:   demand_hours, planned_hours and unmet_hours in the week; missing_head_count in people of a full week, not rounded:
         whole people with a start date are pred.new_hire of the model staffing
Source:  STAFFING C5, C8; the hiring view.
*/
CREATE TABLE pred.staffing_shortage (
    run_id int NOT NULL,
    practice_id int NOT NULL,
    staff_level_id int NOT NULL,
    week_start_date date NOT NULL,
    demand_hours decimal(9,2) NOT NULL,
    planned_hours decimal(9,2) NOT NULL,
    unmet_hours decimal(9,2) NOT NULL,
    missing_head_count decimal(19,6) NOT NULL,
    sentence nvarchar(2000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_staffing_shortage PRIMARY KEY CLUSTERED (run_id, practice_id, staff_level_id, week_start_date),
    CONSTRAINT FK_staffing_shortage_run_id FOREIGN KEY (run_id) REFERENCES ops.run (run_id)
);
GO
