"""Roles, permissions, functions and policies: how files are applied and compared where no SQL Server is at hand."""

from sql.deployment.deployed import Deployed
from sql.deployment.plan import Changes
from sql.deployment.server_objects import scripts_of
from sql.files import SqlFile, SqlTree
from sql.inventory.permissions import declared_permissions, found_permission
from sql.inventory.policies import declared_predicates, found_predicate, reduced_policy


def test_permissions_are_told_by_schema_table_column_and_database():
    text = (
        "GRANT SELECT, INSERT ON SCHEMA::kpi TO prop_x;\nGRANT SELECT ON core.employees (email, name) TO prop_x;\n"
        "DENY DELETE ON OBJECT::core.t TO prop_x;\nGRANT VIEW DEFINITION TO prop_x;\nGO\n"
    )
    assert set(declared_permissions(SqlFile("server/prop_x.permission.sql", text))) == {
        ("prop_x", "GRANT", "SELECT", "schema::kpi"),
        ("prop_x", "GRANT", "INSERT", "schema::kpi"),
        ("prop_x", "GRANT", "SELECT", "core.employees(email)"),
        ("prop_x", "GRANT", "SELECT", "core.employees(name)"),
        ("prop_x", "DENY", "DELETE", "core.t"),
        ("prop_x", "GRANT", "VIEW DEFINITION", "database"),
    }
    row = {
        "role_name": "prop_x", "state_desc": "GRANT", "permission_name": "SELECT", "class": 1, "schema_name": None,
        "object_schema_name": "core", "object_name": "employees", "column_name": "email",
    }  # fmt: skip
    assert found_permission(row) == ("prop_x", "GRANT", "SELECT", "core.employees(email)")


def test_every_permission_file_grants_what_is_understood():
    for file in SqlTree().build_order():
        if file.object_type == "permission":
            statements = [line for line in file.text.splitlines() if line.startswith(("GRANT", "DENY"))]
            found = {(one[1], one[3].partition("(")[0]) for one in declared_permissions(file)}
            assert len(found) >= len({(line.partition(" ")[0], target(line)) for line in statements}), file.path


def target(line: str) -> str:
    return line.partition(" ON ")[2].partition(" TO ")[0].partition(" (")[0].lower() or "database"


POLICY = """
CREATE SECURITY POLICY security.rows
    ADD FILTER PREDICATE security.sees(N'engagement', engagement_id) ON core.engagements,
    ADD BLOCK PREDICATE security.sees(N'engagement', engagement_id) ON core.engagements_past AFTER INSERT
    WITH (STATE = ON, SCHEMABINDING = ON);
GO
"""


def test_predicates_of_a_file_and_of_the_catalog_read_alike():
    declared = list(declared_predicates(SqlFile("server/security.rows.policy.sql", POLICY)))
    rows = [
        ("FILTER", None, "([security].[sees](N'engagement',[engagement_id]))", "core.engagements"),
        ("BLOCK", "AFTER INSERT", "([security].[sees](N'engagement',[engagement_id]))", "core.engagements_past"),
    ]
    names = ("predicate_type_desc", "operation_desc", "predicate_definition", "table_name")
    assert [found_predicate(dict(zip(names, row, strict=True))) for row in rows] == declared


def test_every_policy_has_predicates_that_are_understood():
    for file in SqlTree().build_order():
        if file.object_type == "policy":
            assert len(list(declared_predicates(file))) == file.text.count(" PREDICATE "), file.path


def test_a_policy_stays_for_the_tables_that_are_left():
    file = SqlFile("server/security.rows.policy.sql", POLICY)
    assert reduced_policy(file, {"core.engagements_past"}) == (
        "CREATE SECURITY POLICY security.rows\n"
        "    ADD FILTER PREDICATE security.sees(N'engagement', engagement_id) ON core.engagements\n"
        "    WITH (STATE = ON, SCHEMABINDING = ON);"
    )
    assert reduced_policy(file, {"core.engagements", "core.engagements_past"}) is None
    assert reduced_policy(file, {"security.sees", "core.engagements_past"}) is None


def test_policies_are_lifted_before_a_function_or_a_table_changes():
    function = SqlFile("server/security.sees.function.sql", "CREATE OR ALTER FUNCTION security.sees () …")
    bound = SqlFile("server/security.sees_row.function.sql", "… FROM security.sees() …")
    policy = SqlFile("server/security.rows.policy.sql", POLICY)
    files = [function, bound, policy]
    rows = {file.path: deployed(file) for file in files}
    kept = {file.subject for file in files}
    assert Changes(rows, kept, is_migrating=False, is_all=False).to_apply(files) == []
    changed = {**rows, function.path: deployed(function, sha256="0" * 64)}
    changes = Changes(changed, kept, is_migrating=False, is_all=False)
    assert changes.to_apply(files) == files
    assert [row.object_name for row in changes.lifted(files)] == ["security.rows", "security.sees_row"]
    migrating = Changes(rows, kept, is_migrating=True, is_all=False)
    assert "security.rows" in [row.object_name for row in migrating.lifted(migrating.to_apply(files))]
    dropped = Changes(rows, kept - {"security.rows"}, is_migrating=False, is_all=False)
    assert dropped.to_apply(files) == [policy]


def deployed(file: SqlFile, sha256: str | None = None):
    return Deployed(file.object_name, file.object_type, file.path, sha256 or file.sha256)


def test_a_role_is_kept_and_its_permissions_are_given_anew():
    role = SqlFile("server/prop_x.role.sql", "CREATE ROLE prop_x AUTHORIZATION dbo;\nGO\n")
    assert scripts_of(role) == ["IF DATABASE_PRINCIPAL_ID(N'prop_x') IS NULL\nCREATE ROLE prop_x AUTHORIZATION dbo;"]
    revoke, grant = scripts_of(SqlFile("server/prop_x.permission.sql", "GRANT SELECT ON SCHEMA::kpi TO prop_x;\nGO\n"))
    assert "sys.database_permissions" in revoke
    assert grant == "GRANT SELECT ON SCHEMA::kpi TO prop_x;"
