"""Portfolio workbooks: Projects, Resources and Config in; the plan, month by month, out."""
