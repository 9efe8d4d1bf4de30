"""Who works where, week by week: the weekly staffing plan (STAFFING)."""
