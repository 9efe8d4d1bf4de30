"""A database URL becomes a safe connection, or is refused in words; nothing here needs a server."""

import struct
import sys
from typing import Any

import pyodbc
import pytest
from sqlalchemy import create_engine, make_url

from config.errors import DatabaseError, UsageError
from config.settings import Settings
from sql.engine import TransientError, open_database
from sql.sqlserver import login as server_login
from sql.sqlserver import settings as server_settings
from sql.sqlserver.bulk_native import connection_string, copy_error
from sql.sqlserver.commits import is_lost
from sql.sqlserver.faults import connection_error
from sql.sqlserver.settings import application_name

HOST = "server.example/prop"
FROM_DRIVER = "[{state}] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]{words} ({number}) (SQLDriverConnect)"


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings with a password, whatever the environment says."""
    settings = Settings(database_password="of the environment", _env_file=None)
    monkeypatch.setattr(server_settings, "settings", lambda: settings)
    return settings


def chosen(url: str) -> server_settings.ServerSettings:
    return server_settings.server_settings(make_url(url))


def test_a_bare_url_is_encrypted_and_the_certificate_is_checked() -> None:
    found = chosen(f"mssql+pyodbc://prop_etl@{HOST}")
    assert found.url.query["encrypt"] == "yes"
    assert "trustservercertificate" not in found.url.query
    assert found.url.query["driver"] == "ODBC Driver 18 for SQL Server"
    assert found.url.password == "of the environment"
    assert (found.bulk, found.readback, found.warnings) == ("fast", "full", ())


@pytest.mark.parametrize(
    ("option", "warning"),
    [
        ("Encrypt=no", "not encrypted"),
        ("Encrypt=Optional", "not encrypted"),
        ("TrustServerCertificate=yes", "certificate is not checked"),
    ],
)
def test_less_safety_is_only_what_the_url_asks_for_and_is_logged(
    option: str, warning: str, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"mssql+pyodbc://prop_etl:secret@{HOST}?{option}"
    assert warning in chosen(url).warnings[0]
    open_database(url).close()
    (record,) = caplog.records
    assert warning in record.message
    assert "secret" not in record.message


@pytest.mark.parametrize("value", ["strict", "mandatory", "Yes"])
def test_stricter_encryption_is_passed_on(value: str) -> None:
    assert chosen(f"mssql+pyodbc://a:b@{HOST}?ENCRYPT={value}").url.query["encrypt"] == value


def test_our_own_options_do_not_reach_the_driver() -> None:
    found = chosen(f"mssql+pyodbc://a:b@{HOST}?pool_size=3&query_timeout=30&lock_timeout=5&bulk=rows&readback=sample")
    assert set(found.url.query) == {"driver", "encrypt", "connectretrycount", "app"}
    assert (found.numbers["pool_size"], found.numbers["query_timeout"], found.numbers["lock_timeout"]) == (3, 30, 5)
    assert (found.bulk, found.readback) == ("rows", "sample")


@pytest.mark.parametrize(
    ("rest", "complaint"),
    [
        ("@server/prop?authentication=ActiveDirectoryServicePrincipal", "needs user"),
        ("me:secret@server/prop?authentication=ActiveDirectoryMsi", "takes no password"),
        ("me@server/prop?authentication=ActiveDirectoryDefault", "takes no user"),
        ("me:secret@server/prop?authentication=ActiveDirectoryPassword", "is not supported.*ActiveDirectoryDefault"),
        ("me:secret@server/prop?Trusted_Connection=yes", "Trusted_Connection beside a user.*Leave one"),
        ("me:secret@server/prop?Encrypt=maybe", "Encrypt=maybe.*yes, strict or no"),
        ("me:secret@server/prop?login_timeout=soon", "login_timeout=soon.*whole number, such as 15"),
        ("me:secret@server/prop?bulk=magic", "bulk=magic.*rows, fast, native"),
        ("me:secret@server/prop?Encrypt=yes&encrypt=no", "encrypt twice"),
    ],
)
def test_settings_that_contradict_each_other_are_refused_in_words(rest: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=rf"{complaint}") as refused:
        chosen(f"mssql+pyodbc://{rest}")
    assert "Nothing was opened" in str(refused.value)
    assert "secret" not in str(refused.value)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can open the window")
def test_signing_in_through_a_window_is_for_windows() -> None:
    with pytest.raises(UsageError, match=r"on Windows alone.*ActiveDirectoryDefault"):
        chosen(f"mssql+pyodbc://me@{HOST}?authentication=ActiveDirectoryInteractive")


def test_a_service_principal_takes_its_secret_from_the_environment() -> None:
    found = chosen(f"mssql+pyodbc://client-id@{HOST}?authentication=ActiveDirectoryServicePrincipal")
    assert found.url.password == "of the environment"
    assert found.url.query["authentication"] == "ActiveDirectoryServicePrincipal"


def test_a_managed_identity_has_no_password() -> None:
    assert chosen(f"mssql+pyodbc://client-id@{HOST}?authentication=ActiveDirectoryMsi").url.password is None


def test_a_password_comes_from_a_file_without_its_line_end(tmp_path: Any) -> None:
    secret = tmp_path / "password"
    secret.write_text("pa ss;word\n", encoding="utf-8")
    assert Settings(database_password_file=secret, _env_file=None).database_secret() == "pa ss;word"
    with pytest.raises(UsageError, match="both set"):
        Settings(database_password="a", database_password_file=secret, _env_file=None).database_secret()
    with pytest.raises(UsageError, match=r"none.*cannot be read.*Nothing was opened"):
        Settings(database_password_file=tmp_path / "none", _env_file=None).database_secret()


def test_a_login_without_any_password_is_told_where_to_put_one(own_settings: Settings) -> None:
    own_settings.database_password = type(own_settings.database_password)("")
    with pytest.raises(UsageError, match=r"needs password.*PROP_DATABASE_PASSWORD_FILE"):
        chosen(f"mssql+pyodbc://prop_etl@{HOST}")


def test_a_dba_sees_the_command_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/venv/bin/prop", "load", "folder"])
    assert application_name() == "PROP load"
    monkeypatch.setattr(sys, "argv", ["/venv/bin/gunicorn", "--bind"])
    assert application_name() == "PROP"


def test_a_token_of_the_machines_identity_replaces_user_and_password(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}

    class Credential:
        def get_token(self, scope: str) -> Any:
            given["scope"] = scope
            return type("Token", (), {"token": "abc"})

    def connect(text: str, **keywords: Any) -> Any:
        given.update(text=text, **keywords)
        raise pyodbc.OperationalError("HYT00", "[HYT00] no server here (0)")

    monkeypatch.setattr(server_login, "default_credential", Credential)
    monkeypatch.setattr(pyodbc, "connect", connect)
    database = open_database(f"mssql+pyodbc://@{HOST}?authentication=ActiveDirectoryDefault")
    with pytest.raises(TransientError, match="did not answer"):
        database.reader().__enter__()
    database.close()
    token = "abc".encode("utf-16-le")
    assert given["scope"] == "https://database.windows.net/.default"
    assert given["attrs_before"] == {1256: struct.pack("<i", len(token)) + token}
    refused_beside_a_token = ("UID=", "PWD=", "Trusted_Connection", "uthentication=")
    assert not any(word in given["text"] for word in refused_beside_a_token)


@pytest.mark.parametrize(
    ("state", "number", "words", "told"),
    [
        ("28000", 18456, "Login failed for user 'x'.", "refused the login.*PROP_DATABASE_PASSWORD"),
        ("42000", 4060, "Cannot open database requested by the login.", "no such database"),
        ("08001", -1, "SSL Provider: certificate verify failed:self-signed certificate", "certificate is not trusted"),
        ("01000", 0, "Can't open lib 'ODBC Driver 18 for SQL Server' : file not found", "not installed.*Install ODBC"),
        ("IM002", 0, "Data source name not found and no default driver specified", "not installed.*Install ODBC"),
        ("08001", 0, "Invalid value specified for connection string attribute 'Encrypt'", "this value of Encrypt"),
    ],
)
def test_a_fault_that_lasts_is_told_once_in_our_words(state: str, number: int, words: str, told: str) -> None:
    error = pyodbc.Error(state, FROM_DRIVER.format(state=state, words=words, number=number))
    found = connection_error(error, "mssql://x", 15)
    assert not isinstance(found, TransientError)
    with pytest.raises(DatabaseError, match=rf"mssql://x: .*{told}"):
        raise found
    assert "Nothing was opened" in str(found)


@pytest.mark.parametrize(("state", "number"), [("HYT00", 0), ("08001", 10061), ("42000", 40613), ("42000", 40501)])
def test_a_server_that_may_come_back_is_worth_another_try(state: str, number: int) -> None:
    error = pyodbc.Error(state, FROM_DRIVER.format(state=state, words="unavailable", number=number))
    assert isinstance(connection_error(error, "mssql://x", 15), TransientError)
    error = pyodbc.Error("HY000", FROM_DRIVER.format(state="HY000", words="Protocol error in TDS stream", number=0))
    assert isinstance(connection_error(error, "mssql://x", 15), TransientError)


@pytest.mark.parametrize("number", [40197, 40501, 40613, 49918, 10928, 10929, 10053, 10054, 10060, 64, 233])
def test_a_commit_that_met_a_broken_link_may_have_been_kept(number: int) -> None:
    assert is_lost(pyodbc.Error("08S01", FROM_DRIVER.format(state="08S01", words="link failure", number=number)))


@pytest.mark.parametrize(("state", "number"), [("40001", 1205), ("42000", 1222), ("42000", 547), ("23000", 2627)])
def test_a_commit_that_the_server_refused_was_not_kept(state: str, number: int) -> None:
    assert not is_lost(pyodbc.Error(state, FROM_DRIVER.format(state=state, words="refused", number=number)))


def test_bulk_copy_gets_the_same_server_and_the_same_safety() -> None:
    found = chosen(f"mssql+pyodbc://me:pa;ss}}@{HOST}?HostNameInCertificate=db.example&lock_timeout=3")
    text = connection_string(found.url, "")
    assert text == (
        "Server=server.example;Database=prop;UID=me;PWD={pa;ss}}};hostnameincertificate=db.example;encrypt=yes;"
        "PacketSize=8000"
    )


@pytest.mark.parametrize(
    ("words", "is_transient"),
    [
        ("Sql Error: 1205: Class 13: State 1: deadlock", True),
        ("Connection reset by peer", True),
        ("Sql Error: 207: Class 16: Invalid column name", False),
    ],
)
def test_an_error_of_bulk_copy_is_of_the_projects_kinds(words: str, *, is_transient: bool) -> None:
    found = copy_error("stg.timesheets", RuntimeError(words))
    assert isinstance(found, TransientError) == is_transient
    assert "stg.timesheets" in str(found)
    assert "Nothing of it is kept" in str(found)


def test_sqlalchemy_builds_what_the_driver_understands() -> None:
    """Our lower-case keywords arrive beside SQLAlchemy's own."""
    engine = create_engine(chosen(f"mssql+pyodbc://me:secret@{HOST}").url)
    ((text,), _) = engine.dialect.create_connect_args(engine.url)
    assert text.startswith(
        "DRIVER={ODBC Driver 18 for SQL Server};Server=server.example;Database=prop;UID=me;PWD=secret"
    )
    assert "encrypt=yes" in text
    assert "connectretrycount=0" in text


def test_a_machine_without_odbc_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sql.sqlserver.database", None)
    with pytest.raises(DatabaseError, match=r"Nothing was opened\. Install unixODBC .*ODBC Driver 18.*prop doctor"):
        open_database(f"mssql+pyodbc://me:secret@{HOST}")
