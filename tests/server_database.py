"""A database of its own on the server that PROP_TEST_MSSQL_URL names: a SQL Server, or another that speaks T-SQL."""

import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

import pytest
from sqlalchemy import NullPool, create_engine, make_url

from sql.deployment.descriptions import FOLDER, VIEW_COLUMNS
from sql.engine import Database
from sql.files import SqlFile, SqlTree

VARIABLE = "PROP_TEST_MSSQL_URL"
SQL_SERVER_2019 = 15


@contextmanager
def fresh_server_database() -> Iterator[str]:
    """Create an empty database, give its URL, and drop it."""
    if not os.environ.get(VARIABLE):
        pytest.skip(f"{VARIABLE} is not set")
    url = make_url(os.environ[VARIABLE])
    name = f"prop_test_{uuid.uuid4().hex[:12]}"
    is_sql_server = server_version() >= SQL_SERVER_2019
    run_on_server(f"CREATE DATABASE {name}")
    if is_sql_server:
        run_on_server(f"ALTER DATABASE {name} SET READ_COMMITTED_SNAPSHOT ON")
    try:
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        if is_sql_server:
            run_on_server(f"ALTER DATABASE {name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE")
        run_on_server(f"DROP DATABASE {name}")


def run_on_server(statement: str) -> None:
    """One statement outside of any transaction."""
    engine = create_engine(os.environ[VARIABLE], poolclass=NullPool)
    raw = engine.raw_connection()
    try:
        raw.driver_connection.autocommit = True
        raw.cursor().execute(statement)
    finally:
        raw.close()


@cache
def server_version() -> int:
    """The major version the server claims; 15 is SQL Server 2019."""
    engine = create_engine(os.environ[VARIABLE], poolclass=NullPool)
    raw = engine.raw_connection()
    try:
        row = raw.cursor().execute("SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(40))").fetchone()
    finally:
        raw.close()
    return int(row[0].split(".")[0])


UNTOLD_BEFORE_2019 = frozenset({"collations", "compatibility level", "defaults", "indexes", "permissions", "policies"})
"""What the catalog of an older server does not tell, or tells in words of its own: checks of drift that are not made."""


class OlderServerTree(SqlTree):
    """The project's files as an older server takes them."""

    def file(self, path: str) -> SqlFile:
        """Without the permissions on the whole database that it does not know: VIEW DEFINITION, VIEW DATABASE STATE."""
        found = super().file(path)
        if found.object_type != "permission":
            return found
        return replace(
            found, text=re.sub(r"^GRANT VIEW (DEFINITION|DATABASE STATE) TO \w+;\n", "", found.text, flags=re.MULTILINE)
        )


def server_tree(tree: SqlTree | None = None) -> SqlTree:
    """What the test server can deploy."""
    everything = tree or SqlTree()
    if server_version() >= SQL_SERVER_2019:
        return everything
    return OlderServerTree(everything.root, everything.leave_out).without(not_before_2019(everything))


@cache
def not_before_2019(tree: SqlTree) -> list[str]:
    """The files that an older server is not given.

    It has no security policies, and its catalog does not show the descriptions of a view's columns, so that a
    deployment would add them twice.
    """
    policies = [file.path for file in tree.every_object() if file.object_type == "policy"]
    return [*policies, f"{FOLDER}/*.{VIEW_COLUMNS}.property.sql"]


def untold(database: Database) -> frozenset[str]:
    """The checks of drift that the catalog cannot answer."""
    is_older = database.engine_name == "sqlserver" and server_version() < SQL_SERVER_2019
    return UNTOLD_BEFORE_2019 if is_older else frozenset()
