"""A Power BI service on the loopback for each test, and settings that lead there."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from powerbi.refresh import Pace
from powerbi.settings import PowerBISettings
from tests.powerbi import stand_in

QUICK = Pace(first_seconds=0.01, longest_seconds=0.05, slice_seconds=0.01)


@pytest.fixture(scope="session")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stand_in.certificate(tmp_path_factory.mktemp("certificate"))[0]


@pytest.fixture
def service(pem: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[stand_in.PowerBI]:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(pem))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with stand_in.serving(pem) as state:
        yield state


@pytest.fixture
def settings_of() -> Callable[..., PowerBISettings]:
    def make(service: stand_in.PowerBI, **others: object) -> PowerBISettings:
        return PowerBISettings(**stand_in.settings_for(service, **others), _env_file=None)

    return make
