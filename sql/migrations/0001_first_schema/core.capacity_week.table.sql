/*
Object:  core.capacity_week
Purpose: How many hours can each employee work, by week?
Grain:   one row per employee and week
Units:   capacity_hours = contracted - vacation - holiday hours, by day, part-time aware; a holiday during leave counts as holiday
Volume:  large
*/
CREATE TABLE core.capacity_week (
    employee_id int NOT NULL,
    week_start_date date NOT NULL,
    contracted_hours decimal(9,2) NOT NULL,
    vacation_hours decimal(9,2) NOT NULL,
    holiday_hours decimal(9,2) NOT NULL,
    capacity_hours decimal(9,2) NOT NULL,
    batch_id int NOT NULL,
    CONSTRAINT PK_capacity_week PRIMARY KEY CLUSTERED (employee_id, week_start_date)
);
GO

CREATE NONCLUSTERED INDEX IX_capacity_week_week_start_date ON core.capacity_week (week_start_date);
GO
