SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  security.employee_rows
Purpose: Readers see the people of their practices and on their engagements, with the whole of their weeks.
Units:   FILTER hides rows from reading, changing and deleting; BLOCK refuses rows that their writer would not see; no BLOCK on
         the large facts, which no role that acts for a reader may write
*/
CREATE SECURITY POLICY security.employee_rows
    ADD FILTER PREDICATE security.sees(N'employee', employee_id) ON core.employees,
    ADD BLOCK PREDICATE security.sees(N'employee', employee_id) ON core.employees AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'employee', employee_id) ON core.employees AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'employee', employee_id) ON core.employee_identities,
    ADD BLOCK PREDICATE security.sees(N'employee', employee_id) ON core.employee_identities AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'employee', employee_id) ON core.employee_identities AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'employee', employee_id) ON core.employee_skills,
    ADD BLOCK PREDICATE security.sees(N'employee', employee_id) ON core.employee_skills AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'employee', employee_id) ON core.employee_skills AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'employee', employee_id) ON core.employment,
    ADD BLOCK PREDICATE security.sees(N'employee', employee_id) ON core.employment AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'employee', employee_id) ON core.employment AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'employee', employee_id) ON core.vacations,
    ADD BLOCK PREDICATE security.sees(N'employee', employee_id) ON core.vacations AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'employee', employee_id) ON core.vacations AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'employee', employee_id) ON core.capacity_week,
    ADD FILTER PREDICATE security.sees(N'employee', employee_id) ON core.assignment_week,
    ADD FILTER PREDICATE security.sees(N'employee', employee_id) ON core.timesheet_week,
    ADD FILTER PREDICATE security.sees(N'employee', employee_id) ON core.employees_past,
    ADD BLOCK PREDICATE security.sees(N'employee', employee_id) ON core.employees_past AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'employee', employee_id) ON core.employees_past AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'employee', employee_id) ON core.employee_identities_past,
    ADD BLOCK PREDICATE security.sees(N'employee', employee_id) ON core.employee_identities_past AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'employee', employee_id) ON core.employee_identities_past AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'employee', employee_id) ON core.employee_skills_past,
    ADD BLOCK PREDICATE security.sees(N'employee', employee_id) ON core.employee_skills_past AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'employee', employee_id) ON core.employee_skills_past AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'employee', employee_id) ON core.employment_past,
    ADD BLOCK PREDICATE security.sees(N'employee', employee_id) ON core.employment_past AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'employee', employee_id) ON core.employment_past AFTER UPDATE,
    ADD FILTER PREDICATE security.sees(N'employee', employee_id) ON core.vacations_past,
    ADD BLOCK PREDICATE security.sees(N'employee', employee_id) ON core.vacations_past AFTER INSERT,
    ADD BLOCK PREDICATE security.sees(N'employee', employee_id) ON core.vacations_past AFTER UPDATE
    WITH (STATE = ON, SCHEMABINDING = ON);
GO
