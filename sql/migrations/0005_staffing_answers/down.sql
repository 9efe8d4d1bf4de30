/*
Object:  0005, undone
Purpose: Drop what this migration made; alternatives, worths and shortages of all runs are gone, and what scenarios change and gave.
*/
DROP TABLE app.scenario_application;
DROP TABLE app.scenario_result;
DROP TABLE app.scenario_change;
DROP TABLE pred.staffing_shortage;
DROP TABLE pred.staffing_sensitivity;
DROP TABLE pred.staffing_alternative;
GO
