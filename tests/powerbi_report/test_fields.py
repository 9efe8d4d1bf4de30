"""Whatever the report shows, the semantic model defines."""

import json
import tomllib

import pytest

from tests.powerbi_report.report import REPORT, ROOT, field_references, model_names, of, page_order, read

DOCUMENTS = [
    path
    for path in sorted((REPORT / "definition").rglob("*.json"))
    if path.name in {"visual.json", "page.json", "report.json", "mobile.json"}
]


@pytest.mark.parametrize("folder", ["report.json", *(f"pages/{name}" for name in page_order())])
def test_every_field_of_the_report_exists_in_the_model(folder: str) -> None:
    unknown = {
        f"{table}[{name}] ({kind})"
        for path in DOCUMENTS
        if str(path.relative_to(REPORT / "definition")).startswith(folder)
        for kind, table, name in field_references(read(path))
        if name not in model_names().get((kind, table), set())
    }
    assert unknown == set()


@pytest.mark.parametrize("name", page_order())
def test_a_number_is_shown_by_a_measure_never_by_a_column_that_the_visual_sums(name: str) -> None:
    shown = [each for visual in of(name) for held in visual.roles.values() for each in held]
    assert [each["queryRef"] for each in shown if not set(each["field"]) <= {"Column", "Measure"}] == []


@pytest.mark.parametrize("name", page_order())
def test_a_projection_s_names_are_those_of_its_field(name: str) -> None:
    for projection in [each for visual in of(name) for held in visual.roles.values() for each in held]:
        (field,) = projection["field"].values()
        assert projection["queryRef"] == f"{field['Expression']['SourceRef']['Entity']}.{field['Property']}"
        assert projection["nativeQueryRef"] == field["Property"]


def test_the_data_status_page_names_the_contract_s_version() -> None:
    columns = tomllib.loads((ROOT / "sql" / "bi" / "columns.toml").read_text(encoding="utf-8"))
    guide = next(visual for visual in of("data_status") if visual.name == "guide")
    assert f"contract {columns['version']} " in json.dumps(guide.document, ensure_ascii=False)
