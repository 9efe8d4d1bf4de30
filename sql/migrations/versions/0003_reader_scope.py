"""Which practice or client opens which rows: what row-level security looks up."""

from sql.deployment.revisions import RunScripts

revision = "0003"
down_revision = "0002"
FOLDER = "0003_reader_scope"


def upgrade(run_scripts: RunScripts) -> None:
    """Create everything, in the order of the folder's order.txt."""
    run_scripts(FOLDER)


def downgrade(run_scripts: RunScripts) -> None:
    """Drop everything."""
    run_scripts(f"{FOLDER}/down.sql")
