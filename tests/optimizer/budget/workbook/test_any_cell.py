"""Whatever stands in whichever cell: a portfolio that can be planned, or a refusal in words; never a crash."""

import datetime as dt
import random

import pytest
import xlsxwriter

from config.errors import PropError
from optimizer.budget.check import broken_rules
from optimizer.budget.model import solve
from optimizer.budget.workbook.read import read_workbook
from optimizer.budget.workbook.write import write_workbook

ODD = (
    "", " ", "0", 0, -1, 1, 0.5, 2, 1e-9, 1e9, 1e15, 1e308, True, "TRUE", "yes", "n/a", "NA", "None", "nan", "-inf", "1,5",
    "1e5", "٣", "½", "=1+1", "@x", "\u200b", "\u00a0", "x" * 3000, "a\nb", "a\tb", "(", "java &", "{", "[]", '{"mandatory": 1}',
    "regex:(a+)+$", "2025-02", "2025-02-31", "2025-13", "9999-12", "2025-01:2025-02", "2025-01=0.5, 2025-02=0.5", "all",
    dt.date(2025, 2, 1), dt.date(1900, 1, 1), dt.time(5), "a", "b", "1", "2", "Regulatory", "HIGH", "Internal", "é", "e\u0301",
)  # fmt: skip
PARAMETERS = (
    "carry_over", "waterfall", "minimum_block", "maximum_initiatives", "share_step", "source_cap: Internal", "driver_cap: Regulatory",
    "location_minimum: Oslo", "location_maximum: Oslo", "driver_score: Regulatory", "driver_weight", "hiring", "hiring_maximum",
    "phasing: 1", "currency", "objective", "max_resource_allocation_pct", "x", "", "source_cap", ": :",
)  # fmt: skip


def _write(path, sheets: dict[str, list[list]]) -> None:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    if isinstance(value, dt.date | dt.time):
                        sheet.write_datetime(number, place, value, day)
                    elif isinstance(value, str):
                        sheet.write_string(number, place, value)
                    else:
                        sheet.write(number, place, value)


@pytest.mark.parametrize("seed", range(12))
def test_any_cell_is_used_or_refused_in_words(tmp_path, project, person, seed: int) -> None:
    planned = 0
    for number in range(25):
        chance = random.Random(100 * seed + number)
        projects = [
            project(),
            project(project_id="2", project_name="Beta", predecessor_id="1" if number % 9 == 0 else ""),
        ]
        people = [person(), person(brid="b", employee_name="Bob")]
        for _ in range(chance.choice((1, 1, 2))):
            row = chance.choice((*projects, *people))
            row[chance.choice(list(row))] = chance.choice(ODD)
        config = [["parameter", "value"], [chance.choice(PARAMETERS), chance.choice(ODD)]]
        sheets = {"Projects": projects, "Resources": people}
        tables = {name: [list(rows[0]), *(list(row.values()) for row in rows)] for name, rows in sheets.items()}
        path = tmp_path / f"{number}.xlsx"
        _write(path, tables | ({"Config": config} if chance.random() < 0.5 else {}))
        try:
            data = read_workbook(path)
        except PropError as refusal:
            message = str(refusal)
        else:
            plan = solve(data)
            planned += 1
            assert broken_rules(data, plan) == []
            write_workbook(tmp_path / "plan.xlsx", data, plan)
            message = "Nothing was solved"
        assert "Nothing was solved" in message
    assert planned
