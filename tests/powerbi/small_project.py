"""A Power BI project of two tables, as small as one can be, for what reads and rewrites TMDL."""

import json
from pathlib import Path

EXPRESSIONS = """\
/// Name of the server.
expression Server = "localhost" meta [IsParameterQuery = true, IsParameterQueryRequired = true, Type = "Text"]
	lineageTag: 11111111-0000-0000-0000-000000000001
	queryGroup: Parameters

	annotation PBI_ResultType = Text

expression Database = "prop" meta [IsParameterQuery = true, IsParameterQueryRequired = true, Type = "Text"]
	lineageTag: 11111111-0000-0000-0000-000000000002

expression RangeStart = #datetime(2024, 1, 1, 0, 0, 0) meta [IsParameterQuery = true, Type = "DateTime", IsParameterQueryRequired = true]
	lineageTag: 11111111-0000-0000-0000-000000000003

expression RangeEnd = #datetime(2027, 1, 1, 0, 0, 0) meta [IsParameterQuery = true, Type = "DateTime", IsParameterQueryRequired = true]
	lineageTag: 11111111-0000-0000-0000-000000000004

expression Warehouse =
		let
			Source = Sql.Database(Server, Database)
		in
			Source
	lineageTag: 11111111-0000-0000-0000-000000000005
"""
CLIENT = """\
/// Who pays?
table Client
	lineageTag: 22222222-0000-0000-0000-000000000001

	column client_key
		dataType: int64
		isHidden
		sourceColumn: client_key

	column 'Client''s name'
		dataType: string
		sourceColumn: client_name

	partition Client = m
		mode: import
		source =
				let
					Source = Warehouse{[Schema = "bi", Item = "dim_client"]}[Data]
				in
					Source
"""
PHASE_WEEK = """\
table 'Phase week'

	measure Burn = DIVIDE(SUM('Phase week'[ac_amount]), SUM('Phase week'[bac_amount]))

	column ac_amount
		dataType: decimal
		sourceColumn: ac_amount

	column week_start_date
		dataType: dateTime
		sourceColumn: week_start_date

	/// The last two years are read again.
	refreshPolicy
		policyType: basic
		rollingWindowGranularity: year
		rollingWindowPeriods: 10
		sourceExpression =
				let
					Source = Warehouse{[Schema = "bi", Item = "fact_phase_week"]}[Data],
					Ranged = Table.SelectRows(Source, each [week_start_date] >= DateTime.Date(RangeStart))
				in
					Ranged

	partition 'Phase week' = m
		mode: import
		source =
				let
					Source = Warehouse{[Schema = "bi", Item = "fact_phase_week"]}[Data],
					Ranged = Table.SelectRows(Source, each [week_start_date] >= DateTime.Date(RangeStart))
				in
					Ranged

	annotation PBI_ResultType = Table
"""
MODEL = """\
model Model
	culture: en-US

annotation PBI_QueryOrder = ["Server","Database","RangeStart","RangeEnd","Warehouse"]
"""


def write_project(folder: Path) -> Path:
    definition = folder / "PROP.SemanticModel" / "definition"
    (definition / "tables").mkdir(parents=True)
    (definition / "expressions.tmdl").write_text(EXPRESSIONS, encoding="utf-8")
    (definition / "model.tmdl").write_text(MODEL, encoding="utf-8")
    (definition / "tables" / "Client.tmdl").write_text(CLIENT, encoding="utf-8")
    (definition / "tables" / "Phase week.tmdl").write_text(PHASE_WEEK, encoding="utf-8")
    (folder / "PROP.SemanticModel" / "definition.pbism").write_text("{}", encoding="utf-8")
    (folder / "PROP.SemanticModel" / ".pbi").mkdir()
    (folder / "PROP.SemanticModel" / ".pbi" / "cache.abf").write_text("somebody's rows", encoding="utf-8")
    theme = folder / "PROP.Report" / "StaticResources" / "RegisteredResources" / "PROP.json"
    theme.parent.mkdir(parents=True)
    theme.write_text('{"name": "PROP"}', encoding="utf-8")
    package = {"name": "RegisteredResources", "items": [{"path": "PROP.json", "type": "CustomTheme"}]}
    report = folder / "PROP.Report" / "definition"
    report.mkdir()
    (report / "report.json").write_text(json.dumps({"resourcePackages": [package]}), encoding="utf-8")
    (folder / "PROP.Report" / "definition.pbir").write_text("{}", encoding="utf-8")
    for name in ("SemanticModel", "Report"):
        content = {
            "metadata": {"type": name, "displayName": "PROP"},
            "config": {"version": "2.0", "logicalId": f"id of {name}"},
        }
        (folder / f"PROP.{name}" / ".platform").write_text(json.dumps(content), encoding="utf-8")
    (folder / "PROP.pbip").write_text("{}", encoding="utf-8")
    (folder / "CONTRACT.md").write_text("# Contract\n\nVersion 1.2\n", encoding="utf-8")
    return folder
