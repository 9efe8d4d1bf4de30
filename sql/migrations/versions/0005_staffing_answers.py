"""What staffing plans answer beside the plan: alternatives, worths and shortages; what scenarios change and give."""

from sql.deployment.revisions import RunScripts

revision = "0005"
down_revision = "0004"
FOLDER = "0005_staffing_answers"


def upgrade(run_scripts: RunScripts) -> None:
    """Create everything, in the order of the folder's order.txt."""
    run_scripts(FOLDER)


def downgrade(run_scripts: RunScripts) -> None:
    """Drop everything."""
    run_scripts(f"{FOLDER}/down.sql")
