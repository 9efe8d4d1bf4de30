"""One made-up firm of the default size, written once and read back as plain text."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from demo.build import write_firm
from demo.firm import Firm

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Extracts:
    folder: Path
    manifest: dict

    def rows(self, path: str) -> Rows:
        facts = self.manifest["files"][path]
        with (self.folder / path).open(encoding=facts["encoding"], newline="") as stream:
            return list(csv.DictReader(stream, delimiter=facts["delimiter"], strict=True))

    def salesforce(self, entity: str) -> Rows:
        return self.rows(f"salesforce/{entity}.csv")

    def dirt(self, path: str) -> dict[str, int]:
        return {kind: entry["records"] for kind, entry in self.manifest["files"][path]["dirt"].items()}


@pytest.fixture(scope="session")
def extracts(tmp_path_factory) -> Extracts:
    folder = tmp_path_factory.mktemp("firm")
    write_firm(folder, Firm())
    return Extracts(folder, json.loads((folder / "manifest.json").read_text(encoding="utf-8")))
