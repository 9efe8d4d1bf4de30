"""What the pipeline does for Power BI: the refresh after a run, the check of the project, the export as files."""
