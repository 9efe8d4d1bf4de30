"""What the commands of the schema print, and the same as JSON."""

import json
from collections.abc import Iterator

from sql.deployment.plan import Plan
from sql.deployment.rollback import Rollback
from sql.files import DESCRIPTIONS


def plan_lines(plan: Plan) -> Iterator[str]:
    """The steps of a deployment, one line each, after what is not deployed."""
    yield from not_deployed_lines(plan)
    yield from (f"drop {row.object_type} {row.object_name}" for row in plan.dropped)
    yield from (f"lift {row.object_type} {row.object_name} until it is set again below" for row in plan.lifted)
    yield from (f"migration {revision.folder}: {len(revision.scripts)} scripts" for revision in plan.migrations)
    yield from (f"{file.object_type} {file.subject}" for file in plan.applied)


def not_deployed_lines(plan: Plan) -> Iterator[str]:
    """What is not deployed, by name; the generated descriptions in one line."""
    generated = [file for file in plan.left_out if file.object_type == "property"]
    yield from (f"left out: sql/{file.path}" for file in plan.left_out if file not in generated)
    if generated:
        yield f"left out: {len(generated)} of {DESCRIPTIONS}"
    yield from (f"skipped on DuckDB: {file.path}" for file in plan.skipped)


def plan_json(plan: Plan, url: str) -> str:
    """The steps of a deployment for a program."""
    return json.dumps(
        {
            "database": url,
            "is_empty": plan.is_empty,
            "left_out": [file.path for file in plan.left_out],
            "skipped": [file.path for file in plan.skipped],
            "dropped": [{"type": row.object_type, "name": row.object_name} for row in plan.dropped],
            "lifted": [{"type": row.object_type, "name": row.object_name} for row in plan.lifted],
            "migrations": [revision.folder for revision in plan.migrations],
            "applied": [
                {"type": file.object_type, "name": file.object_name, "file": file.path, "sha256": file.sha256}
                for file in plan.applied
            ],
        },
        indent=2,
    )


def rollback_lines(plan: Rollback) -> Iterator[str]:
    """What a rollback would undo and lose."""
    yield from (f"undo migration {revision.folder}" for revision in reversed(plan.undone))
    yield from (f"drop {row.object_type} {row.object_name}" for row in plan.dropped)
    for name, count in sorted(plan.lost_rows.items()):
        yield f"drop table {name}: {f'{count:,} rows are lost' if count else 'empty'}"


def what_is_next(plan: Rollback) -> Iterator[str]:
    """What to do after a rollback."""
    if plan.target == "base":
        yield "Nothing of PROP is left in this database."
        return
    views = sum(row.object_type == "view" for row in plan.kept)
    dropped = [row.object_name for row in plan.dropped if row.object_type == "policy"]
    policies = ", ".join(name for name in dropped if name not in plan.reduced)
    yield f"{views} views read nothing that went, and stay. Next: deploy the release that ends at {plan.target}."
    if policies:
        yield f"Until then nothing stands for these policies, so take the readers out of their roles: {policies}."
