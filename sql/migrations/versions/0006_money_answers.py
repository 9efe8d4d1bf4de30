"""What the money models answer beside the plan: tiers, hires, strategies, chances, moves; drivers and scenarios."""

from sql.deployment.revisions import RunScripts

revision = "0006"
down_revision = "0005"
FOLDER = "0006_money_answers"


def upgrade(run_scripts: RunScripts) -> None:
    """Create everything, in the order of the folder's order.txt."""
    run_scripts(FOLDER)


def downgrade(run_scripts: RunScripts) -> None:
    """Drop everything."""
    run_scripts(f"{FOLDER}/down.sql")
