"""Which measure equals which column of the `kpi` views, to how many digits, and which is shown otherwise."""

TO_DATE = {
    "BAC": ("bac_amount", 4),
    "AC": ("ac_amount", 4),
    "Surcharge": ("surcharge_amount", 4),
    "Unbudgeted AC": ("unbudgeted_ac_amount", 4),
    "Hours": ("hours", 2),
    "Billable hours": ("billable_hours", 2),
    "Burn": ("burn", 6),
    "EV": ("ev_amount", 4),
    "CPI": ("cpi", 6),
    "CV": ("cv_amount", 4),
    "EAC": ("eac_amount", 4),
    "ETC": ("etc_amount", 4),
    "VAC": ("vac_amount", 4),
    "TCPI": ("tcpi", 6),
    "PV": ("pv_amount", 4),
    "SPI": ("spi", 6),
    "SV": ("sv_amount", 4),
    "Schedule %": ("schedule_ratio", 6),
    "Extracted value": ("extracted_amount", 2),
    "VEC": ("vec", 6),
    "Phases": ("phase_count", 0),
    "Open phases": ("open_phase_count", 0),
    "AC last 4 weeks": ("last_4_weeks_ac_amount", 4),
    "AC last 13 weeks": ("last_13_weeks_ac_amount", 4),
    "Hours last 4 weeks": ("last_4_weeks_hours", 2),
    "Hours last 13 weeks": ("last_13_weeks_hours", 2),
    "Burn last 4 weeks": ("last_4_weeks_burn", 6),
    "Burn last 13 weeks": ("last_13_weeks_burn", 6),
    "VEC last 4 weeks": ("last_4_weeks_vec", 6),
    "VEC last 13 weeks": ("last_13_weeks_vec", 6),
    "SPI last 4 weeks": ("last_4_weeks_spi", 6),
    "SPI last 13 weeks": ("last_13_weeks_spi", 6),
}
"""At portfolio, client, practice, engagement and phase level. The view has six digits of the extracted amount, the
model's fixed decimal four of each phase's."""

TRENDS = ("AC", "Burn", "VEC", "SPI", "CPI")
"""Those with a measure of the week before, and of the difference."""

GRADED = {"SPI": "spi", "CPI": "cpi", "Burn": "burn", "TCPI": "tcpi"}
"""Those with thresholds, a status and a color, by their KPI."""

SAID = {
    "Health": "health",
    "Health sentence": "health_sentence",
    "SPI reason": "spi_reason",
    "CPI reason": "cpi_reason",
    "Budget reason": "budget_reason",
    "Health reason": "health_reason",
}
"""Texts of one engagement."""

HEALTHS = ("Excellent", "On Track", "Warning", "Critical", "Ambiguous")

PEOPLE = {
    "Contracted hours": ("contracted_hours", 2),
    "Vacation hours": ("vacation_hours", 2),
    "Holiday hours": ("holiday_hours", 2),
    "Capacity": ("capacity_hours", 2),
    "Assigned hours": ("assigned_hours", 2),
    "Worked hours": ("worked_hours", 2),
    "Client hours": ("billable_hours", 2),
    "Bench hours": ("bench_hours", 2),
    "Bench ratio": ("bench_ratio", 6),
    "Utilization": ("utilization_ratio", 6),
    "Assignment realization": ("realization_ratio", 6),
}
"""By consultant, by practice and level, and for the firm, week by week."""

VALUED = {
    "Actual value": ("actual_value_amount", 4),
    "Standard value": ("standard_value_amount", 4),
    "Rate realization": ("rate_realization_ratio", 6),
    "Discount": ("discount_ratio", 6),
}
"""By client, practice, level and engagement, and for the firm, by week of recognition."""

HIDDEN_PARTS = {
    "Budgeted AC": "a part of Burn, ETC and TCPI",
    "Earned AC": "a part of CPI and CV",
    "Budgeted EV": "a part of TCPI",
    "Scheduled EV": "a part of SPI and SV",
    "Scheduled BAC": "a part of Schedule %",
    "Schedule ratio of one phase": "a part of Schedule %",
    "Budgeted extracted value": "a part of VEC",
    "Past weeks": "a part of Utilization and Assignment realization",
    "Lower bounds": "a part of Forecast low",
    "Upper bounds": "a part of Forecast high",
}
"""Measures that nobody sees, compared through those that they are parts of."""

NO_KPI_VIEW = {
    "Recommended hours",
    "Current hours",
    "Changed hours",
    "Recommended people",
    "New assignments",
    "Pinned assignments",
    "SPI before plan",
    "SPI after plan",
    "VEC before plan",
    "VEC after plan",
    "Burn before plan",
    "Burn after plan",
    "SPI shortfall",
    "Engagements below the floor",
    "Allocated cost",
    "Allocated man-months",
    "Allocated man-months by person",
    "Allocated people",
    "Initiative budget",
    "Planned cost",
    "Budget left",
    "Budget use",
    "Effort target",
    "Effort planned",
    "Effort shortfall",
    "Priority score",
    "Requested amount",
    "Approved amount",
    "Cut amount",
    "Expected return",
    "Return on funding",
    "Funding requests",
    "Requests approved",
    "Requests declined",
    "Shadow price",
    "Forecast value",
    "Forecast low",
    "Forecast high",
    "Defects",
    "Opportunities",
    "Defect rate",
    "DPMO",
    "Defects by cause",
    "Cumulative share of defects",
    "Mean observation",
    "Open alerts",
    "Critical alerts",
    "Warning alerts",
    "Latest as of date",
    "As of",
    "Last published run",
    "Last refresh",
    "Stale subjects",
    "Data is stale",
    "Data status color",
}
"""Plans, budgets, forecasts, quality and the ledger are no KPIs: test_measures_by_hand has their figures."""
