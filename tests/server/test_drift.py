"""Drift on a server is told object by object: each kind of change that somebody may make by hand."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from config.errors import DatabaseError, UsageError
from sql.deployment.deploy import deploy
from sql.deployment.descriptions import PROCEDURE
from sql.deployment.drift import findings
from sql.deployment.plan import make_plan
from sql.deployment.readiness import shortcomings
from sql.engine import Database, open_database
from sql.files import SqlTree
from sql.inventory.properties import DESCRIBED as CATALOG
from tests.server_database import fresh_server_database, server_tree, untold
from tests.sql.small_tree import write, write_small_tree

pytestmark = pytest.mark.server
OWNER = """
CREATE TABLE core.owner (
    owner_id int NOT NULL,
    code nvarchar(30) COLLATE Latin1_General_BIN2 NOT NULL,
    share_ratio decimal(9,4) NULL,
    size_amount decimal(9,4) NULL,
    CONSTRAINT PK_owner PRIMARY KEY CLUSTERED (owner_id),
    CONSTRAINT UQ_owner_code UNIQUE (code),
    CONSTRAINT CK_owner_share_ratio CHECK (share_ratio BETWEEN 0 AND 1)
);
GO
CREATE TABLE core.thing (
    thing_id int NOT NULL,
    owner_id int NOT NULL,
    CONSTRAINT PK_thing PRIMARY KEY CLUSTERED (thing_id),
    CONSTRAINT FK_thing_owner_id FOREIGN KEY (owner_id) REFERENCES core.owner (owner_id)
);
GO
"""
DESCRIBED = "/*\nObject:  core.priced\nPurpose: What does each thing cost?\nGrain:   one row per price\n*/\n"
FUNCTION = """
CREATE OR ALTER FUNCTION core.known (@item_id int)
RETURNS TABLE
AS
RETURN SELECT i.item_id FROM core.item AS i WHERE i.item_id = @item_id;
GO
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> SqlTree:
    """The small tree with keys, a role, a permission, a function and a description."""
    small = write_small_tree(tmp_path_factory.mktemp("drift") / "sql")
    root = small.root
    write(
        root,
        "migrations/0002_second/core.price.table.sql",
        "CREATE TABLE core.price (price_id int NOT NULL);\nGO\n" + OWNER,
    )
    view = (root / "core/core.priced.view.sql").read_text()
    write(root, "core/core.priced.view.sql", DESCRIBED + view)
    write(root, "server/prop_test_drift.role.sql", "CREATE ROLE prop_test_drift;\nGO\n")
    write(root, "server/prop_test_drift.permission.sql", "GRANT SELECT ON core.item TO prop_test_drift;\nGO\n")
    write(root, "server/core.known.function.sql", FUNCTION)
    write(root, PROCEDURE, SqlTree().file(PROCEDURE).text)
    with (root / "build_order.txt").open("a") as order:
        order.write(
            "server/prop_test_drift.role.sql\nserver/prop_test_drift.permission.sql\nserver/core.known.function.sql\n"
            f"{PROCEDURE}\n"
        )
    return small


@pytest.fixture(scope="module")
def database(tree: SqlTree) -> Iterator[Database]:
    with fresh_server_database() as url, closing(open_database(url)) as opened:
        deploy(opened, server_tree(tree))
        yield opened


def told(database: Database, tree: SqlTree) -> list[str]:
    return [
        f"{one.severity}: {one.sentence}" for one in findings(database, server_tree(tree), without=untold(database))
    ]


EDITED = "differs: function core.known was edited in the database"
RULE = "check ck_owner_share_ratio of core.owner"
CHANGES = {
    "ALTER TABLE core.owner DROP CONSTRAINT CK_owner_share_ratio;": [f"differs: {RULE} is missing"],
    "ALTER TABLE core.owner ADD CONSTRAINT CK_owner_share_ratio CHECK (share_ratio >= 0);": [
        f"differs: {RULE} is share_ratio >= 0 in the database and (share_ratio <= 1 and share_ratio >= 0) in the files"
    ],
    "ALTER TABLE core.owner DROP CONSTRAINT CK_owner_share_ratio;\nGO\n"
    "ALTER TABLE core.owner ADD CONSTRAINT CK_owner_share_ratio CHECK (share_ratio <= 1 AND share_ratio >= 0);": [],
    "ALTER TABLE core.thing DROP CONSTRAINT FK_thing_owner_id;": [
        "differs: foreign key fk_thing_owner_id of core.thing is missing"
    ],
    "ALTER TABLE core.thing ADD CONSTRAINT FK_thing_owner_id FOREIGN KEY (owner_id) REFERENCES core.owner (owner_id);": [],
    "ALTER TABLE core.owner ALTER COLUMN size_amount decimal(12,4);": [
        "differs: column core.owner.size_amount is decimal(12,4) in the database and decimal(9,4) in the files"
    ],
    "ALTER TABLE core.owner ALTER COLUMN size_amount decimal(9,4);": [],
    "ALTER TABLE core.owner DROP CONSTRAINT UQ_owner_code;": ["differs: unique uq_owner_code of core.owner is missing"],
    "ALTER TABLE core.owner ADD CONSTRAINT UQ_owner_code UNIQUE (code, owner_id);": [
        "differs: unique uq_owner_code of core.owner is (code, owner_id) in the database and (code) in the files"
    ],
    "ALTER TABLE core.owner DROP CONSTRAINT UQ_owner_code;\nGO\n"
    "ALTER TABLE core.owner ADD CONSTRAINT UQ_owner_code UNIQUE (code);": [],
    "ALTER TABLE core.thing ADD note nvarchar(10) NULL;": ["extra: column core.thing.note is in no file"],
    "ALTER TABLE core.thing DROP COLUMN note;": [],
    "CREATE OR ALTER FUNCTION core.known (@item_id int) RETURNS TABLE AS RETURN SELECT i.item_id FROM core.item AS i;": [
        EDITED
    ],
    "CREATE OR ALTER VIEW core.stranger AS SELECT i.item_id FROM core.item AS i;": [
        EDITED, "extra: view core.stranger is in no file",
    ],
    "DROP VIEW core.stranger;": [EDITED],
    "EXEC sys.sp_updateextendedproperty N'MS_Description', N'Else', N'SCHEMA', N'core', N'VIEW', N'priced';": [
        EDITED, "differs: core.priced has another description than the files give it",
    ],
}  # fmt: skip


def test_changes_are_told_one_after_the_other_and_repaired(database: Database, tree: SqlTree) -> None:
    assert told(database, tree) == []
    for change, expected in CHANGES.items():
        with database.transaction() as transaction:
            transaction.run_script(change)
        assert sorted(told(database, tree)) == sorted(expected), change
    deploy(database, server_tree(tree), reapplies_views=True)
    assert told(database, tree) == []


def test_a_role_that_is_gone_comes_back_with_its_permissions(database: Database, tree: SqlTree) -> None:
    with database.transaction() as transaction:
        transaction.run_script("REVOKE SELECT ON core.item FROM prop_test_drift;\nGO\nDROP ROLE prop_test_drift;\nGO\n")
    assert "differs: role prop_test_drift is missing" in told(database, tree)
    applied = [file.object_name for file in deploy(database, server_tree(tree)).applied]
    assert applied == ["prop_test_drift", "prop_test_drift.permission"]
    assert told(database, tree) == []


def test_a_table_that_is_not_there_is_not_described_and_the_error_says_so(database: Database) -> None:
    for name, column in (("nowhere", "NULL"), ("item", "N'nowhere'")):
        call = f"EXECUTE ops.describe N'core', N'TABLE', N'{name}', {column}, N'Something';"
        with pytest.raises(DatabaseError) as caught, database.transaction() as transaction:
            transaction.run_script(call)
        assert f"[core].[{name}]" in str(caught.value)
        assert "was not described" in str(caught.value)


def test_a_column_is_described_and_described_anew(database: Database, tree: SqlTree) -> None:
    for text in ("What it is called.", "It's called so."):
        quoted = text.replace("'", "''")
        with database.transaction() as transaction:
            transaction.run_script(f"EXECUTE ops.describe N'core', N'TABLE', N'item', N'name', N'{quoted}';")
        texts = [row["text"] for row in database.rows(CATALOG) if row["column_name"] == "name"]
        assert texts == [text]


def test_what_is_left_out_is_not_deployed_and_is_told_as_missing(tree: SqlTree) -> None:
    with fresh_server_database() as url, closing(open_database(url)) as database:
        without = server_tree(tree.without(["server/*.function.sql"]))
        done = deploy(database, without)
        assert "server/core.known.function.sql" in [file.path for file in done.left_out]
        assert make_plan(database, without).is_empty
        assert told(database, tree) == [
            "differs: function core.known is not deployed as sql/server/core.known.function.sql says"
        ]
        deploy(database, server_tree(tree))
        with pytest.raises(UsageError, match=r"core\.known: left out, but deployed here\. Nothing was changed"):
            deploy(database, without)
        assert told(database, tree) == []


@pytest.mark.parametrize("first", ["PRINT N'first';", "UPDATE ops.schema_object SET sha256 = sha256 WHERE 1 = 0;"])
def test_an_error_behind_the_first_result_of_a_batch_is_told(database: Database, first: str) -> None:
    with (
        pytest.raises(DatabaseError, match="behind"),
        database.transaction() as transaction,
    ):
        transaction.run_script(f"{first}\nTHROW 50000, N'behind', 1;")


def test_the_settings_that_prop_needs_are_looked_at(database: Database, tree: SqlTree) -> None:
    assert shortcomings(database, server_tree(tree), without=untold(database)) == []
