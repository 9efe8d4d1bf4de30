"""The Power BI project and its refresh."""
