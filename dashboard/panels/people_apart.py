"""Two people may bear one name; a chart keeps them apart."""

from collections import Counter

from dashboard.tables import Row


def label_people(rows: list[Row]) -> None:
    """Set ``person`` on each row: the name, with our number behind it where somebody else has the same."""
    bearers = Counter(name for name, _ in {(row["employee_name"], row["employee_id"]) for row in rows})
    for row in rows:
        name = row["employee_name"]
        row["person"] = name if bearers[name] == 1 else f"{name} ({row['employee_id']})"
