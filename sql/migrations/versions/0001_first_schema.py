"""The first schema: schemas and tables."""

from sql.deployment.revisions import RunScripts

revision = "0001"
down_revision = None
FOLDER = "0001_first_schema"


def upgrade(run_scripts: RunScripts) -> None:
    """Create everything, in the order of the folder's order.txt."""
    run_scripts(FOLDER)


def downgrade(run_scripts: RunScripts) -> None:
    """Drop everything; the data is gone."""
    run_scripts(f"{FOLDER}/down.sql")
