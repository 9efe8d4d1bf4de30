/*
Object:  0006, undone
Purpose: Drop what this migration made; what the money models answered beside the plans of all runs is gone.
*/
DROP TABLE pred.planning_hire;
DROP TABLE pred.planning_demand;
DROP TABLE pred.planning_sensitivity;
DROP TABLE pred.planning_result;
DROP TABLE pred.planning_driver;
DROP TABLE pred.planning_scenario;
DROP TABLE pred.simulation;
DROP TABLE pred.funding_conflict;
DROP TABLE pred.funding_chance;
DROP TABLE pred.funding_move;
DROP TABLE pred.funding_period_amount;
DROP TABLE pred.funding_strategy_amount;
DROP TABLE pred.funding_strategy;
DROP TABLE pred.budget_hire_cover;
DROP TABLE pred.budget_hire_allocation;
DROP TABLE pred.budget_person_month;
DROP TABLE pred.budget_tier;
GO
