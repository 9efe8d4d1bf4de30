"""What the quality lead measures: observations and defects by process and day."""

from etl.publish.entity import Column, Entity

QUALITY_OBSERVATIONS = Entity(
    name="quality_observations",
    key=("source_system", "process_name", "metric_code", "observed_date"),
    columns=(
        Column("process_name", "nvarchar(100)"),
        Column("metric_code", "nvarchar(60)"),
        Column("observed_date", "date"),
        Column("observed_value", "decimal(19,6)"),
        Column("opportunity_count", "int"),
    ),
)

DEFECTS = Entity(
    name="defects",
    key=("source_system", "process_name", "defect_category", "observed_date"),
    columns=(
        Column("process_name", "nvarchar(100)"),
        Column("defect_category", "nvarchar(100)"),
        Column("observed_date", "date"),
        Column("defect_count", "int"),
    ),
)
