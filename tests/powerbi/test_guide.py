import re

import pytest

from powerbi.project import PROJECT_FOLDER
from powerbi.settings import PowerBISettings

GUIDE = (PROJECT_FOLDER / "README.md").read_text(encoding="utf-8")
EXAMPLE = (PROJECT_FOLDER.parent / ".env.example").read_text(encoding="utf-8")
HEADINGS = re.findall(r"^##+ (.*)$", GUIDE, re.MULTILINE)


@pytest.mark.parametrize("name", PowerBISettings.model_fields)
def test_the_guide_explains_every_setting(name):
    assert f"`{name.upper()}`" in GUIDE


def test_the_example_of_the_settings_names_settings_that_exist():
    named = set(re.findall(r"PROP_POWERBI_([A-Z_]+)=", EXAMPLE))
    assert named <= {name.upper() for name in PowerBISettings.model_fields}
    assert {"TENANT_ID", "CLIENT_ID", "CLIENT_SECRET", "WORKSPACE_ID", "DATASET_ID"} <= named


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(#([^)]*)\)", GUIDE))))
def test_a_link_leads_to_a_heading(link):
    assert link in {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADINGS}


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:sql|tests)/[\w/.]+)`", GUIDE))))
def test_a_path_exists(path):
    if "<" not in path:
        assert (PROJECT_FOLDER.parent / path).exists()
