"""The model keeps to the contract of the `bi` views, to the KPIs' definitions, and to both languages."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pbi_parsers import dax

from tests.powerbi import tmdl
from tests.powerbi.bi_rows import only
from tests.powerbi.compared import NO_KPI_VIEW
from tests.powerbi.comparing import rows
from tests.powerbi.dax import TabularModel, evaluate_measure, syntax
from tests.powerbi.dax.parser import parse
from tests.powerbi.firms import loaded_firm
from tests.reference.case import CASE

ROOT = Path(__file__).resolve().parents[2]
TABLES = tmdl.tables()
MEASURES = {measure.name: measure for _, measure in tmdl.measures()}
WEEKLY = {"Phase week", "Engagement week", "Consultant week", "Timesheet week"}
TYPES = {
    "INTEGER": "int64",
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "DATE": "dateTime",
    "TIMESTAMP": "dateTime",
    "DECIMAL": "decimal",
}


def visible(nodes: list[tmdl.Node]) -> list[tmdl.Node]:
    return [node for node in nodes if not node.is_hidden]


def views() -> dict[str, dict[str, str]]:
    """The columns of every deployed bi view, with the type that the model gives such a column."""
    found: dict[str, dict[str, str]] = {}
    for row in loaded_firm("made_up").database.rows(
        "SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns AS c WHERE c.table_schema = 'bi'"
    ):
        kind = TYPES[row["data_type"].partition("(")[0]]
        found.setdefault(row["table_name"], {})[row["column_name"]] = kind
    return found


def test_the_model_has_every_view_with_every_column():
    model: dict[str, dict[str, str]] = {}
    for table in TABLES.values():
        model.setdefault(tmdl.source_view(table), {}).update(
            {column.properties["sourceColumn"]: column.properties["dataType"] for column in table.all("column")}
        )
    assert model == views()


def test_the_model_has_the_contract_of_its_columns():
    contract = tomllib.loads((ROOT / "sql" / "bi" / "columns.toml").read_text(encoding="utf-8"))
    kinds = {"int": "int64", "bit": "boolean", "date": "dateTime", "datetime2": "dateTime", "decimal": "decimal"}
    for table in TABLES.values():
        for column in table.all("column"):
            name = column.properties["sourceColumn"]
            promised = contract.get(tmdl.source_view(table), {}).get(name) or contract["every"][name]
            assert kinds.get(promised["type"].partition("(")[0], "string") == column.properties["dataType"]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_comes_through_the_one_door(name: str):
    table = TABLES[name]
    partition = table.one("partition")
    source = partition.properties["source"]
    assert partition.name == name
    assert partition.properties["mode"] == "import"
    assert re.match(r'let\n    Source = Warehouse\{\[Schema = "bi", Item = "\w+"\]\}\[Data\],\n', source)
    picked = re.findall(r'"(\w+)"', source.partition("Table.SelectColumns(")[2])
    assert picked == [column.properties["sourceColumn"] for column in table.all("column")]
    assert len(re.findall(r"Sql\.|Parquet\.|File\.|Web\.", source)) == 0


@pytest.mark.parametrize("name", WEEKLY)
def test_weekly_facts_are_refreshed_by_range(name: str):
    source = TABLES[name].one("partition").properties["source"]
    assert "    From = Date.From(RangeStart),\n    To = Date.From(RangeEnd),\n" in source
    assert "Table.SelectRows(Columns, each [week_start_date] >= From and [week_start_date] < To)" in source
    policy = TABLES[name].one("refreshPolicy").properties
    assert policy["sourceExpression"] == source
    assert policy["rollingWindowGranularity"] == "year"


def test_only_weekly_facts_are_refreshed_by_range():
    assert {name for name, table in TABLES.items() if "refreshPolicy" in table.properties} == WEEKLY
    assert TABLES["Consultant week"].one("refreshPolicy").properties["incrementalPeriodsOffset"] == "12"


def test_relationships_lead_to_one_row():
    for firm in ("made_up", "case"):
        if firm == "case" and not CASE.is_dir():
            continue
        held = loaded_firm(firm).model.tables
        for one in tmdl.relationships():
            keys = [row[one.to_column] for row in held[one.to_table]]
            assert len(keys) == len(set(keys))
            assert {row[one.from_column] for row in held[one.from_table]} <= set(keys)


def test_relationships_are_one_way_and_a_star():
    nodes = tmdl.model_file("relationships.tmdl").all("relationship")
    assert all("crossFilteringBehavior" not in node.properties for node in nodes)
    assert all("toCardinality" not in node.properties for node in nodes)
    ends = tmdl.relationships()
    assert not {one.from_table for one in ends} & {one.to_table for one in ends}
    assert max(Counter((one.from_table, one.to_table) for one in ends if one.is_active).values()) == 1
    for one in ends:
        for table, column in ((one.from_table, one.from_column), (one.to_table, one.to_column)):
            node = TABLES[table].one("column", column)
            assert node.is_hidden
            assert node.properties["dataType"] == "int64"


def test_the_date_table_is_marked_and_automatic_ones_are_off():
    assert TABLES["Date"].properties["dataCategory"] == "Time"
    assert "isKey" in TABLES["Date"].one("column", "Date").properties
    model = tmdl.model_file("model.tmdl").one("model")
    assert model.annotation("__PBI_TimeIntelligenceEnabled") == "0"
    assert "discourageImplicitMeasures" in model.properties


def test_what_sorts_a_column_has_one_value_for_each_of_its_values():
    held = loaded_firm("made_up").model.tables
    for table in TABLES.values():
        for column in table.all("column"):
            order = tmdl.unquoted(column.properties.get("sortByColumn", ""))
            if order:
                pairs = {(row[column.name], row[order]) for row in held[table.name]}
                assert max(Counter(value for value, _ in pairs).values(), default=1) == 1, column.name
                assert table.one("column", order).properties.get("isAvailableInMdx") != "false"


def test_nothing_is_summed_by_itself():
    columns = [column for table in TABLES.values() for column in table.all("column")]
    assert {column.properties["summarizeBy"] for column in columns} == {"none"}


def test_a_measure_that_shows_a_kpi_says_what_the_kpi_means():
    definitions = {row["kpi_code"]: row for row in rows(loaded_firm("made_up"), "kpi.definition_text")}
    shown = {node.annotation("PROP_KpiCode"): node for node in MEASURES.values() if node.annotation("PROP_KpiCode")}
    for code, measure in shown.items():
        definition = definitions[code]
        assert measure.description == f"{definition['sentence']} Formula: {definition['formula']}."
    assert set(definitions) == set(shown)


def test_everything_that_shows_is_described_and_formatted():
    for name, table in TABLES.items():
        assert table.description or table.is_hidden, name
        for column in visible(table.all("column")):
            assert column.description, (name, column.name)
            assert column.properties["dataType"] == "string" or column.properties["formatString"], (name, column.name)
        for measure in table.all("measure"):
            assert measure.description, measure.name
            assert measure.properties["formatString"], measure.name
            assert measure.properties["displayFolder"], measure.name


def test_everything_that_shows_has_a_french_caption_and_description():
    culture = tmdl.model_file("cultures/fr-FR.tmdl").one("cultureInfo").one("translations").one("model")
    shown = [table for table in TABLES.values() if not table.is_hidden]
    assert [node.name for node in culture.all("table")] == [
        table.name
        for table in sorted(shown, key=lambda table: [node.name for node in culture.all("table")].index(table.name))
    ]
    for table in shown:
        french = culture.one("table", table.name)
        assert {"caption", "description"} <= set(french.properties)
        for kind in ("column", "measure", "hierarchy"):
            words = {node.name: set(node.properties) for node in french.all(kind)}
            assert set(words) == {node.name for node in visible(table.all(kind))}
            wanted = {"caption", "description"} | ({"displayFolder"} if kind == "measure" else set())
            assert all(wanted <= properties for properties in words.values())


def test_french_captions_tell_the_objects_of_a_table_apart():
    culture = tmdl.model_file("cultures/fr-FR.tmdl").one("cultureInfo").one("translations").one("model")
    for table in culture.all("table"):
        captions = Counter(node.properties["caption"] for kind in ("column", "measure") for node in table.all(kind))
        assert [caption for caption, count in captions.items() if count > 1] == [], table.name
    tables = Counter(node.properties["caption"] for node in culture.all("table"))
    assert max(tables.values()) == 1


def parts(tree: Any) -> Iterator[Any]:
    """Every node of a syntax tree."""
    if isinstance(tree, tuple):
        for one in tree:
            yield from parts(one)
    elif hasattr(tree, "__dataclass_fields__"):
        yield tree
        for field in tree.__dataclass_fields__:
            yield from parts(getattr(tree, field))


def test_every_name_in_dax_is_there():
    role = tmdl.model_file("roles/Reader.tmdl").one("role")
    texts = [measure.expression for measure in MEASURES.values()]
    texts += [permission.expression for permission in role.all("tablePermission")]
    columns = {(table.name, column.name) for table in TABLES.values() for column in table.all("column")}
    for text in texts:
        for part in parts(parse(text)):
            if isinstance(part, syntax.Column):
                assert (part.table, part.column) in columns, text
            if isinstance(part, syntax.Bracketed):
                assert part.name in MEASURES, text


def test_another_reader_of_dax_takes_it_too():
    """It is a second opinion on the syntax alone: it groups a - b - c from the right."""
    role = tmdl.model_file("roles/Reader.tmdl").one("role")
    for node in [*MEASURES.values(), *role.all("tablePermission")]:
        assert dax.to_ast(node.expression) is not None, node.name


def test_amounts_of_two_currencies_are_not_added():
    model = loaded_firm("made_up").model
    held = model.tables["Phase week"]
    other = [row | {"Currency key": 1, "Currency value": "AAA"} for row in held[:40]]
    mixed = TabularModel(model.tables | {"Phase week": held + other}, model.relationships, model.measures)
    for name in ("AC", "BAC", "EV", "PV", "SPI", "CPI", "Burn", "VEC", "EAC", "SPI last 4 weeks"):
        assert evaluate_measure(mixed, name) is None
    assert evaluate_measure(mixed, "Currency") == "Several currencies"
    assert evaluate_measure(mixed, "AC", [only("Phase week", "Currency key", held[0]["Currency key"])]) is not None


def test_ratios_are_divided_by_the_function_that_knows_blank():
    for measure in MEASURES.values():
        assert not any(
            isinstance(part, syntax.Binary) and part.operator == "/" for part in parts(parse(measure.expression))
        )


def test_what_is_undefined_is_blank():
    """In a year without rows nothing has a value: no 0, no status."""
    model = loaded_firm("made_up").model
    nowhere = [only("Date", "Week start date", date(2035, 1, 1))]
    about_now = {*NO_KPI_VIEW, "Bench ratio next 4 weeks"}
    for name in set(MEASURES) - about_now:
        value = evaluate_measure(model, name, nowhere)
        assert value is None or name.endswith((" amber", " red")), (name, value)


def test_colors_are_those_of_the_app():
    tokens = (
        (ROOT / "dashboard" / "assets" / "1_tokens.css").read_text(encoding="utf-8").partition('[data-theme="dark"]')[0]
    )
    used = {color for measure in MEASURES.values() for color in re.findall(r"#[0-9a-f]{6}", measure.expression)}
    assert used <= set(re.findall(r"#[0-9a-f]{6}", tokens))


def test_a_measure_and_a_column_of_a_table_have_different_names():
    for table in TABLES.values():
        names = Counter(node.name.casefold() for kind in ("column", "measure") for node in table.all(kind))
        assert max(names.values()) == 1
    assert max(Counter(name.casefold() for name in MEASURES).values()) == 1
