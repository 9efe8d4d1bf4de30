import pytest
from pydantic import ValidationError

from powerbi.settings import ConfigurationError, PowerBISettings

WHOLE = {"tenant_id": "t", "client_id": "c", "client_secret": "s", "workspace_id": "w", "dataset_id": "d"}


def settings(**values):
    return PowerBISettings(**values, _env_file=None)


def test_without_any_setting_it_is_off():
    assert not settings().is_on
    assert settings().problem() is None
    assert not settings(mode="plain", timeout_seconds=60).is_on, "how to refresh says nothing about what"


def test_a_whole_configuration_has_no_problem():
    assert settings(**WHOLE).is_on
    settings(**WHOLE).check()


@pytest.mark.parametrize("missing", WHOLE)
def test_a_missing_setting_is_named_as_its_variable(missing):
    with pytest.raises(
        ConfigurationError, match=rf"half configured: .*PROP_POWERBI_{missing.upper()}.* Nothing was run"
    ):
        settings(**{name: value for name, value in WHOLE.items() if name != missing}).check()


def test_two_credentials_are_one_too_many(tmp_path):
    with pytest.raises(ConfigurationError, match="several credentials: PROP_POWERBI_CLIENT_SECRET, PROP_POWERBI_CERT"):
        settings(**WHOLE, certificate_file=tmp_path / "a.pfx").check()


def test_tables_and_a_plain_refresh_contradict_each_other():
    with pytest.raises(ConfigurationError, match="PROP_POWERBI_OBJECTS needs an enhanced refresh"):
        settings(**WHOLE, mode="plain", objects=[{"table": "fact_phase_week"}]).check()


@pytest.mark.parametrize(
    "url", ["http://api.powerbi.com", "api.powerbi.com", "https://me:pw@api.powerbi.com", "https://"]
)
def test_a_token_never_travels_in_the_clear(url):
    with pytest.raises(ValidationError, match="https://") as raised:
        settings(api_url=url)
    assert "pw@" not in str(raised.value)


def test_everything_is_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("PROP_POWERBI_CLIENT_SECRET", "hidden")
    monkeypatch.setenv("PROP_POWERBI_OBJECTS", '[{"table": "fact_phase_week", "partition": "2026"}]')
    found = settings()
    assert found.client_secret.get_secret_value() == "hidden"
    assert (found.objects[0].table, found.objects[0].partition) == ("fact_phase_week", "2026")
    assert "hidden" not in repr(found)
