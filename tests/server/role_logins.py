"""Logins of the test server, one per role: what is refused to them is refused to the product."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import make_url

from sql.deployment import grants
from sql.engine import Database, open_database
from tests.server_database import run_on_server

PASSWORD = f"Aa1-{uuid.uuid4().hex}"


@contextmanager
def login_in(database: Database, url: str, *roles: str) -> Iterator[Database]:
    """The database as a new login sees it that is in these roles and in nothing else."""
    name = f"prop_test_{uuid.uuid4().hex[:12]}"
    run_on_server(f"CREATE LOGIN {name} WITH PASSWORD = '{PASSWORD}'")
    with database.transaction() as transaction:
        transaction.run_script(f"CREATE USER {name} FOR LOGIN {name};")
    for role in roles:
        assert grants.grant(database, role, name)
    opened = open_database(make_url(url).set(username=name, password=PASSWORD).render_as_string(hide_password=False))
    try:
        yield opened
    finally:
        opened.close()
        for role in roles:
            assert grants.revoke(database, role, name)
        with database.transaction() as transaction:
            transaction.run_script(f"DROP USER {name};")
        run_on_server(f"DROP LOGIN {name}")
