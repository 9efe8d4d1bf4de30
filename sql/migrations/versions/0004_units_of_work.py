"""The mark that a unit of work leaves, which tells whether it was kept when the answer to its COMMIT is lost."""

from sql.deployment.revisions import RunScripts

revision = "0004"
down_revision = "0003"
FOLDER = "0004_units_of_work"


def upgrade(run_scripts: RunScripts) -> None:
    """Create everything, in the order of the folder's order.txt."""
    run_scripts(FOLDER)


def downgrade(run_scripts: RunScripts) -> None:
    """Drop everything."""
    run_scripts(f"{FOLDER}/down.sql")
