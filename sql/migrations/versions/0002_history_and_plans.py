"""Past versions and snapshots, forecasts and their record, scenarios, retention; keys that partitions can use."""

from sql.deployment.revisions import RunScripts

revision = "0002"
down_revision = "0001"
FOLDER = "0002_history_and_plans"


def upgrade(run_scripts: RunScripts) -> None:
    """Create everything, in the order of the folder's order.txt."""
    run_scripts(FOLDER)


def downgrade(run_scripts: RunScripts) -> None:
    """Give the keys of 0001 back, then drop the tables; the past is gone."""
    run_scripts(f"{FOLDER}/down.server.sql")
    run_scripts(f"{FOLDER}/down.sql")
