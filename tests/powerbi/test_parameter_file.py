import json

import pytest

from powerbi.project import MODEL, PROJECT_FOLDER

yaml = pytest.importorskip("yaml", reason="PyYAML comes with the extra for Dask")
CONTENT = yaml.safe_load((PROJECT_FOLDER / "parameter.yml").read_text(encoding="utf-8"))


def test_only_what_fabric_cicd_knows_is_in_it():
    assert set(CONTENT) == {"find_replace"}
    for one in CONTENT["find_replace"]:
        assert set(one) == {"find_value", "replace_value", "item_type", "item_name", "file_path"}
        assert set(one["replace_value"]) == {"TEST", "PROD"}


@pytest.mark.parametrize("one", CONTENT["find_replace"], ids=lambda one: one["find_value"])
def test_what_is_replaced_stands_once_in_the_item_that_is_named(one):
    text = (PROJECT_FOLDER / one["file_path"]).read_text(encoding="utf-8")
    assert text.count(one["find_value"]) == 1
    name = one["find_value"].split()[1]
    assert all(
        value.startswith(f'expression {name} = "') and value.endswith('" meta')
        for value in one["replace_value"].values()
    )
    platform = json.loads((PROJECT_FOLDER / MODEL / ".platform").read_text(encoding="utf-8"))["metadata"]
    assert (platform["type"], platform["displayName"]) == (one["item_type"], one["item_name"])
