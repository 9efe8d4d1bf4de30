/*
Object:  ops.parameter, seed
Purpose: The defaults of every parameter, in force from 1900 on; a value that somebody changed is never overwritten.
Grain:   one row per parameter_code, where it is missing
Source:  001 Value Extraction Coefficient and appendix 3; STAFFING C1 to C13; BUDGET A and B.   Read by: ops.parameter_current.
*/
INSERT INTO ops.parameter (parameter_code, effective_from, parameter_value, unit, description, changed_by, changed_at_utc)
SELECT
    v.parameter_code,
    CAST('1900-01-01' AS date),
    v.parameter_value,
    v.unit,
    v.description,
    N'seed',
    SYSUTCDATETIME()
FROM (VALUES
    (N'external_discount', N'0.1', N'ratio', N'What the value of an external consultant''s work is reduced by (ea).'),
    (N'onboarding_discount', N'0.2', N'ratio', N'What the value of a new consultant''s work is reduced by (eo).'),
    (N'onboarding_weeks', N'12', N'weeks', N'How long after the hire date somebody counts as new.'),
    (N'health_tolerance', N'0.05', N'ratio', N'How far VEC and burn, or burn and 1, may differ and still count as equal.'),
    (N'cpi_proxy', N'0.98', N'ratio', N'Earned value per unit of cost where nobody reports progress.'),
    (N'ac_includes_surcharge', N'0', N'0 or 1', N'Whether the administrative surcharge counts in AC, and so in burn, VEC and EV.'),
    (N'staffing_alpha', N'0.6', N'points', N'Reward of a full SPI of an engagement of weight 1.'),
    (N'staffing_beta', N'0.4', N'points', N'Reward of a full VEC of an engagement of weight 1.'),
    (N'staffing_minimum_block_hours', N'4', N'hours', N'The least that anybody is booked on a phase in a week (C3).'),
    (N'staffing_maximum_week_hours', N'40', N'hours', N'No week is planned beyond this, whatever the contract says (C1).'),
    (N'staffing_demand_ratio', N'1.5', N'ratio', N'Booked hours stay within this multiple of the planned hours of the week (C4).'),
    (N'staffing_burn_price', N'10', N'points per unit of burn', N'Price of burn above the budget (C4).'),
    (N'staffing_spi_floor', N'0.85', N'ratio', N'SPI wanted at the end of the horizon (C5).'),
    (N'staffing_spi_price', N'10', N'points per unit of SPI', N'Price of SPI below the floor, times the engagement''s weight (C5).'),
    (N'staffing_band', N'0.15', N'ratio', N'How far VEC may be from burn (C6).'),
    (N'staffing_band_price', N'10', N'points per unit of VEC', N'Price of VEC below burn by more than the band (C6).'),
    (N'staffing_premium_price', N'10', N'points per unit of VEC', N'Price of VEC above burn by more than the band (C6).'),
    (N'staffing_bench_target', N'0.2', N'ratio', N'Part of an internal consultant''s week that may stay free (C7).'),
    (N'staffing_bench_price', N'0.001', N'points per hour', N'Price of an idle hour beyond the target (C7).'),
    (N'staffing_ratio_tolerance', N'0.05', N'ratio', N'Part of the week''s planned hours by which the staffing ratios may be missed (C8).'),
    (N'staffing_ratio_price', N'0.001', N'points per hour', N'Price of an hour off the staffing ratios (C8).'),
    (N'staffing_internal_first_price', N'0.001', N'points per hour', N'Price of an idle internal hour beside an external one (C9).'),
    (N'staffing_external_premium', N'0.0005', N'points per hour', N'Price of every external hour (C9).'),
    (N'staffing_switch_price', N'0.005', N'points per start', N'Price of starting on an engagement (C10).'),
    (N'staffing_maximum_engagements', N'0', N'engagements', N'Most engagements of a consultant in a week; 0 sets no limit (C13).'),
    (N'staffing_risk_sign', N'1', N'sign', N'How risk counts in an engagement''s weight: 1 multiplies, -1 divides by the risk coefficient, 0 leaves it out.'),
    (N'staffing_hire_lead_weeks', N'0', N'weeks', N'Weeks between the decision to hire somebody and the first day.'),
    (N'staffing_hire_least_weeks', N'4', N'weeks', N'Nobody is hired for fewer weeks of the horizon than this.'),
    (N'staffing_hire_least_use_ratio', N'0.8', N'ratio', N'Part of a new colleague''s hours that must meet a shortage for the hire to be worth it.'),
    (N'staffing_stability_price', N'0.000125', N'points per hour', N'Price of an hour moved against last week''s published plan (C12).'),
    (N'budget_objective', N'least_cost', N'name', N'What the plan is the best in, once shortfalls are least: least_cost, value or peer.'),
    (N'budget_has_carry_over', N'0', N'0 or 1', N'Whether a month may spend what earlier months of the initiative left (A2).'),
    (N'budget_share_step', N'0', N'ratio', N'Shares of a month come in multiples of this, 0.25 for quarters; 0 sets no step (A10).'),
    (N'budget_minimum_block', N'0', N'ratio', N'The least share of a month of anybody who works on an initiative; 0 sets no least (A6).'),
    (N'budget_maximum_initiatives', N'0', N'initiatives', N'Most initiatives of a person in a month; 0 sets no limit (A6).'),
    (N'budget_has_new_hires', N'1', N'0 or 1', N'Whether new colleagues are proposed for what the existing staff leaves short (A13).'),
    (N'budget_hire_lead_months', N'2', N'months', N'Months between the decision to hire somebody for an initiative and the first month (A13).'),
    (N'budget_hire_cost_factor', N'1', N'factor', N'What a new colleague costs a month, as a multiple of those who are like them (A13).'),
    (N'budget_hire_one_off_months', N'0', N'months', N'Monthly costs that a hire takes once, for agency and equipment (A13).'),
    (N'budget_hire_least_use', N'0.5', N'ratio', N'Part of the paid months of new colleagues that must deliver effort (A13).'),
    (N'budget_hire_maximum_people', N'0', N'people', N'Most new colleagues of a plan for the initiatives; 0 sets no limit (A13).'),
    (N'funding_objective', N'return', N'name', N'Best in return, risk_adjusted, priority_weighted or cvar; several with commas.'),
    (N'funding_target_return', N'0', N'money', N'Return whose probability the draws of the funding decision tell; 0 takes what the funded requests promise.')
) AS v (parameter_code, parameter_value, unit, description)
WHERE NOT EXISTS (
    SELECT 1
    FROM ops.parameter AS p
    WHERE p.parameter_code = v.parameter_code AND p.effective_from = CAST('1900-01-01' AS date)
);
GO
