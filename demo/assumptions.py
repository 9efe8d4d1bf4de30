"""What the made-up firm assumes of its year: drivers and scenarios, for `prop run planning`.

Utilization, working weeks, people and roles are left out: the firm's timesheets say them.
"""

from pathlib import Path

ASSUMPTIONS = """\
# Drivers and scenarios of the made-up firm. What is not here is learned from its timesheets, or the model's default.
currency = "CAD"

[firm]
revenue_amount_per_year = 11_800_000
margin_ratio = 0.19
retained_ratio = { value = 0.68, low = 0.6, high = 0.74, note = "renewals of the last three years" }
other_cost_amount_per_year = 1_150_000
other_cost_ratio = 0.04
other_people_count = 5

[sales]
deal_amount = { value = 340_000, low = 260_000, high = 430_000, distribution = "pert" }
win_rate_ratio = { value = 0.31, low = 0.24, high = 0.38, note = "closed opportunities since 2024" }
cycle_months = { value = 4, low = 3, high = 6 }
quota_amount_per_year = 2_400_000
attainment_ratio = 0.82
open_opportunities_count = 14
ramp_months = { value = 5, low = 3, high = 8 }
months_hired_before = 3
current_people_count = 3
attrition_ratio = 0.1
cost_amount_per_year = 165_000
commission_ratio = 0.02
hire_cost_amount = 24_000

[marketing]
new_client_ratio = 0.45
lead_to_opportunity_ratio = { value = 0.14, low = 0.1, high = 0.18 }
lead_cost_amount = 380
fixed_amount_per_year = 140_000
current_spend_amount_per_year = 210_000
client_revenue_amount_per_year = 310_000
client_margin_ratio = 0.36
client_lifetime_years = 4.5

[operations]
project_amount = { value = 380_000, low = 300_000, high = 470_000, note = "engagements of the last two years" }
project_weeks = { value = 22, low = 16, high = 30 }
team_people = { value = 2.2, low = 1.8, high = 2.6 }
attrition_ratio = 0.09
onboarding_months = { value = 2, low = 1, high = 4 }
cost_amount_per_year = 104_000
hire_cost_amount = 13_000

[demand]
hire_lead_weeks = 6
"""
"""The growth and margin of the three standard scenarios stand as they are."""


def write_assumptions(path: Path) -> Path:
    """Write the file, and say where it is."""
    path.write_text(ASSUMPTIONS, encoding="utf-8")
    return path
