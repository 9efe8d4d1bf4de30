"""A tree of T-SQL files as small as can be, to be edited by the tests of deployment."""

import shutil
from pathlib import Path

from sql.files import SQL_ROOT, SqlTree

SCHEMA_OBJECT = (SQL_ROOT / "migrations/0001_first_schema/ops.schema_object.table.sql").read_text()
FILES = {
    "migrations/0001_first/schemas.sql": "CREATE SCHEMA ops;\nGO\nCREATE SCHEMA core;\nGO\n",
    "migrations/0001_first/ops.schema_object.table.sql": SCHEMA_OBJECT,
    "migrations/0001_first/core.item.table.sql": "CREATE TABLE core.item (item_id int NOT NULL, name nvarchar(60) NULL);\nGO\n",
    "migrations/0001_first/order.txt": "schemas.sql\nops.schema_object.table.sql\ncore.item.table.sql\n",
    "migrations/0001_first/down.sql": (
        "DROP TABLE core.item;\nDROP TABLE ops.schema_object;\nGO\nDROP SCHEMA core;\nGO\nDROP SCHEMA ops;\nGO\n"
    ),
    "migrations/0002_second/core.price.table.sql": "CREATE TABLE core.price (price_id int NOT NULL);\nGO\n",
    "migrations/0002_second/order.txt": "core.price.table.sql\n",
    "migrations/0002_second/down.sql": "DROP TABLE core.price;\nGO\n",
    "core/core.item.seed.sql": "DELETE FROM core.item;\nGO\nINSERT INTO core.item (item_id, name) VALUES (1, N'one');\nGO\n",
    "core/core.named.view.sql": "CREATE OR ALTER VIEW core.named AS SELECT i.item_id, i.name FROM core.item AS i;\nGO\n",
    "core/core.counted.view.sql": "CREATE OR ALTER VIEW core.counted AS SELECT item_count = COUNT(*) FROM core.named AS n;\nGO\n",
    "core/core.priced.view.sql": "CREATE OR ALTER VIEW core.priced AS SELECT p.price_id FROM core.price AS p;\nGO\n",
    "build_order.txt": "core/core.item.seed.sql\ncore/core.named.view.sql\ncore/core.counted.view.sql\ncore/core.priced.view.sql\n",
}
REVISION = '''"""A migration."""

revision = "{number}"
down_revision = {previous!r}
FOLDER = "{folder}"


def upgrade(run_scripts):
    """Up."""
    run_scripts(FOLDER)


def downgrade(run_scripts):
    """Down."""
    run_scripts(f"{{FOLDER}}/down.sql")
'''


def write_small_tree(root: Path) -> SqlTree:
    """Two migrations, three views and a seed under ``root``."""
    for path, text in FILES.items():
        write(root, path, text)
    shutil.copy(SQL_ROOT / "migrations/env.py", root / "migrations/env.py")
    add_revision(root, "0001", None, "0001_first")
    add_revision(root, "0002", "0001", "0002_second")
    return SqlTree(root)


def add_revision(root: Path, number: str, previous: str | None, folder: str) -> None:
    """Alembic's file for a folder of scripts."""
    write(root, f"migrations/versions/{folder}.py", REVISION.format(number=number, previous=previous, folder=folder))


def write(root: Path, path: str, text: str) -> None:
    """One file, with its folders."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
