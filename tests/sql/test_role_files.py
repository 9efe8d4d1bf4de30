"""The permission files, held against the code: what a role's process asks for, the role may do."""

import re
from pathlib import Path

import pytest

from sql.deployment.grants import ROLES
from sql.files import SqlTree

ROOT = Path(__file__).resolve().parents[2]
GRANT = re.compile(r"^GRANT ([A-Z, ]+?) ON (?:SCHEMA::)?([\w.]+)(?: \([^)]*\))? TO (\w+);$", re.MULTILINE)
WHOLE_DATABASE = re.compile(r"^GRANT (VIEW \w+(?: \w+)?) TO prop_dba;$", re.MULTILINE)
ASKS = {
    "SELECT": re.compile(r"\b(?:FROM|JOIN)\s+((?:ops|stg|core|kpi|pred|app|bi|security)\.\w+)"),
    "INSERT": re.compile(r"\bINSERT INTO\s+(\w+\.\w+)"),
    "UPDATE": re.compile(r"\bUPDATE\s+(\w+\.\w+)"),
    "DELETE": re.compile(r"\bDELETE FROM\s+(\w+\.\w+)"),
}
OF_THE_DBA = {"dashboard/auth/users.py"}
"""Accounts are added by `prop user`, not by the app that serves readers; signing in reads them."""


def permission_file(role: str) -> str:
    return SqlTree().file(f"server/{role}.permission.sql").text


def granted(role: str) -> set[tuple[str, str]]:
    """(verb, object or schema) of a role."""
    return {(verb, name) for verbs, name, _ in GRANT.findall(permission_file(role)) for verb in verbs.split(", ")}


@pytest.mark.parametrize("role", ROLES)
def test_a_file_grants_to_its_own_role_and_nothing_that_alters(role):
    text = permission_file(role)
    understood = len(GRANT.findall(text)) + len(WHOLE_DATABASE.findall(text))
    assert understood == text.count("GRANT ")
    assert {to for _, _, to in GRANT.findall(text)} == {role}
    assert {verb for verb, _ in granted(role)} <= {"SELECT", "INSERT", "UPDATE", "DELETE"}


@pytest.mark.parametrize(
    "file", sorted((ROOT / "dashboard").rglob("*.py")), ids=lambda file: str(file.relative_to(ROOT))
)
def test_the_dashboard_asks_for_nothing_that_its_role_may_not_do(file):
    """Columns are not looked at; tests/server/test_roles_at_work.py opens the pages under the role's login."""
    text, known = file.read_text(encoding="utf-8"), granted("prop_dashboard")
    verbs = ["SELECT"] if file.relative_to(ROOT).as_posix() in OF_THE_DBA else list(ASKS)
    for verb in verbs:
        for name in ASKS[verb].findall(text):
            assert {(verb, name), (verb, name.partition(".")[0])} & known, f"GRANT {verb} ON {name} TO prop_dashboard"
