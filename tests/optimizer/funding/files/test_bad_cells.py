"""Every bad cell of both files at once, by file, line and column; nothing is guessed."""

from pathlib import Path

import pytest

from config.errors import ExtractError
from optimizer.funding.files.csv_in import read_csv

HEADER = "service_line,budget_requested,min_viable_budget,expected_roi,strategic_priority,success_probability"
AUDIT, RISK = "Audit,100,60,3.0,3,0.8", "Risk,80,40,2.5,3,0.8"
LIMITS = "constraint_type,value,unit,subject"
BUDGET = "total_budget,150,USD,"


@pytest.fixture
def read(tmp_path: Path):
    def write_and_read(requests: list[str], limits: list[str], header: str = HEADER, limit_header: str = LIMITS):
        for name, lines in (("requests.csv", [header, *requests]), ("limits.csv", [limit_header, *limits])):
            (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return read_csv(tmp_path / "requests.csv", tmp_path / "limits.csv")

    return write_and_read


def _message(read, *arguments, **options) -> str:
    with pytest.raises(ExtractError) as caught:
        read(*arguments, **options)
    assert "Nothing was solved" in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Risk,80,40,,3,0.8", "line 3, column expected_roi: it is empty; a number is expected"),
        (
            "Risk,80,90,2.5,3,0.8",
            "line 3, column min_viable_budget: the minimum viable amount 90.00 of Risk is above its",
        ),
        ('Risk,"80,000",40,2.5,3,0.8', "line 3, column budget_requested: '80,000' has thousands separators"),
        ("Risk,80 000,40,2.5,3,0.8", "line 3, column budget_requested: '80 000' has thousands separators"),
        ('Risk,80,40,"2,5",3,0.8', "line 3, column expected_roi: '2,5' has a comma for decimals"),
        ("Risk,8_0,40,2.5,3,0.8", "line 3, column budget_requested: '8_0' is no number"),
        ("Risk,nan,40,2.5,3,0.8", "line 3, column budget_requested: 'nan' is no number"),
        ("Risk,1e999,40,2.5,3,0.8", "line 3, column budget_requested: '1e999' is too large"),
        ("Risk,-80,40,2.5,3,0.8", "line 3, column budget_requested: Risk requests -80.00; more than 0 is expected"),
        ("Risk,80,-40,2.5,3,0.8", "line 3, column min_viable_budget: Risk has the minimum -40.00"),
        (
            "Risk,80,40,2.5,3,85",
            "line 3, column success_probability: 85 is not between 0 and 1; 0.85 or 85% is expected",
        ),
        ("Audit,80,40,2.5,3,0.8", "line 3, column service_line: 'Audit' is there already (line 2)"),
        ("AUDIT,80,40,2.5,3,0.8", "line 3, column service_line: 'AUDIT' looks like 'Audit' (line 2)"),
        (" Au\u00addit\u00a0,80,40,2.5,3,0.8", "'Audit' is there already"),
        ("\u0410udit,80,40,2.5,3,0.8", "CYRILLIC CAPITAL LETTER A"),
        ("\uff21udit,80,40,2.5,3,0.8", "looks like 'Audit' (line 2; among the letters is"),
        (",80,40,2.5,3,0.8", "line 3, column service_line: it is empty"),
    ],
)
def test_a_request_that_cannot_be_meant(read, line, expected) -> None:
    assert expected in _message(read, [AUDIT, line], [BUDGET])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("max_budget,1,USD,", "line 3, column constraint_type: 'max_budget' is not known"),
        ("total_budgets,1,USD,", "is total_budget meant?"),
        ("total_budget,150,USD,", "line 3, column constraint_type: total_budget is there already (line 2)"),
        ("min_funded_projects,-1,Count,", "line 3, column value: the limit min_funded_projects has the value -1"),
        ("min_funded_projects,1.5,Count,", "a whole number is expected"),
        (
            "min_funded_projects,50,Percentage,",
            "line 3, column unit: 'Percentage': min_funded_projects counts requests",
        ),
        ("max_single_service_allocation,4,M USD,", "line 3, column unit: 'M USD' is no currency"),
        ("max_single_service_allocation,4,EUR,", "line 3, column unit: EUR, and other amounts are in USD"),
        ("max_headcount_growth,25,Ratio,", "25 with the unit Percentage, or 0.25 with Ratio, is expected"),
        ("max_headcount_growth,25,,", "25 with the unit Percentage, or 0.25 with Ratio, is expected"),
        ("max_headcount_growth,0.25,Percentage,", "which is 0.2500%; 25 with the unit Percentage, or 0.25 with Ratio"),
        ("max_headcount_growth,25%,Ratio,", "'25%' is a percentage, and its unit is Ratio"),
        (
            "must_fund,1,Flag,Adit",
            "line 3, column subject: 'Adit' is neither a request nor a group nor a fund; is 'Audit'",
        ),
        (
            "must_fund,0,Flag,Audit",
            "the limit must_fund (Audit) has the value 0; 1 is expected, and no line where it is off",
        ),
        ("must_fund,1,Flag,", "line 3, column subject: it is empty; must_fund is about requests or groups"),
        ("max_headcount_growth,25,%,Audit", "max_headcount_growth is about the whole firm"),
        ("total_budget,150,USD,@ 2", "is about period 2; 1 is planned (--periods"),
        ("firm_headcont,1,,", "is firm_headcount meant?"),
    ],
)
def test_a_limit_that_cannot_be_meant(read, line, expected) -> None:
    assert expected in _message(read, [AUDIT, RISK], [BUDGET, line])


def test_faults_of_both_files_are_told_together_in_the_order_of_the_lines(read) -> None:
    message = _message(
        read, ["Audit,x,60,,3,0.8", "Risk,80,90,2.5,3,0.8"], ["total_budget,none,USD,", "must_fund,1,,Tax"]
    )
    places = [message.index(text) for text in (
        "requests.csv: 3 cells", "line 2, column budget_requested", "line 2, column expected_roi",
        "line 3, column min_viable_budget", "limits.csv: 2 cells", "line 2, column value", "line 3, column subject",
    )]  # fmt: skip
    assert places == sorted(places)


def test_an_empty_file_and_one_without_lines_are_named(read, tmp_path: Path) -> None:
    assert "requests.csv: there is no line below the header" in _message(read, [], [BUDGET])
    assert "limits.csv: there is no line below the header" in _message(read, [AUDIT], [])
    (tmp_path / "requests.csv").write_bytes(b"\n \n")
    with pytest.raises(ExtractError, match=r"requests\.csv: the file is empty"):
        read_csv(tmp_path / "requests.csv", tmp_path / "limits.csv")
    (tmp_path / "requests.csv").write_bytes(f"{HEADER}\nCaf\xe9,1,1,1,1,1\n".encode("cp1252"))
    with pytest.raises(ExtractError, match="line 2: byte 0xe9 is no UTF-8"):
        read_csv(tmp_path / "requests.csv", tmp_path / "limits.csv")


def test_percentages_are_read_as_they_are_written(read) -> None:
    limits = ["max_headcount_growth,25,Percentage,", "max_contractor_pct,0.2,Ratio,", "target_utilization,75%,,"]
    data = read(["Audit,100,60,3.0,3,80%", RISK], [BUDGET, *limits])
    assert [limit.level for limit in data.limits] == [150, 0.25, 0.2, 0.75]
    assert data.requests[0].success_probability_ratio == 0.8


def test_a_subject_may_look_different_where_one_name_is_meant(read) -> None:
    data = read([AUDIT, RISK], [BUDGET, "must_fund,1,,\u00a0RISK "])
    assert data.places(data.limits[1]).tolist() == [1]


def test_semicolons_order_and_a_byte_order_mark_do_not_matter(read) -> None:
    data = read(
        ["0.8;Audit;100;60;3.0;3"],
        [BUDGET],
        header="\ufeffsuccess_probability;Service_Line ;budget_requested;min_viable_budget;expected_roi;strategic_priority",
    )
    assert data.requests[0].service_line == "Audit"
    assert data.requests[0].success_probability_ratio == 0.8


def test_periods_funds_and_ramps_are_read(read) -> None:
    header = f"{HEADER},fund,first_period,last_period,return_ramp,headcount_added"
    limit_header = "constraint_type,value,unit,subject,period"
    limits = [
        "horizon_period_count,3,,,", "horizon_is_carried_over,0,,,", "total_budget,50,USD,Grants,",
        "min_funded_projects,1,Count,,2", "max_group_amount,60,USD,Audit | Risk @ 3,",
    ]  # fmt: skip
    data = read([f"{AUDIT},Grants,2,3,20% | 80%,4", f"{RISK},,,,,"], limits, header, limit_header)
    first, second = data.requests
    assert (first.fund, first.first_period, first.last_period, first.return_ramp) == ("Grants", 2, 3, (0.2, 0.8))
    assert (second.fund, second.first_period, second.last_period, second.return_ramp) == (None, 1, None, (1.0,))
    assert (first.headcount_added, second.headcount_added) == (4, None)
    assert (data.horizon.period_count, data.horizon.is_carried_over) == (3, False)
    assert [(limit.code, limit.subject, limit.period) for limit in data.limits] == [
        ("total_budget", ("Grants",), None),
        ("min_funded_projects", (), 2),
        ("max_group_amount", ("Audit", "Risk"), 3),
    ]
    message = _message(
        read, [f"{AUDIT},,3,2,0.5 | 0.4,-4"], [BUDGET + ",", "horizon_period_count,3,,,"], header, limit_header
    )
    for words in ("column last_period: it is 2; the first period is 3", "add up to 0.9", "-4 is negative"):
        assert words in message


def test_the_currency_of_the_files_is_taken_and_two_are_refused(read) -> None:
    assert read([AUDIT], ["total_budget,150,CAD,"]).currency == "CAD"
    header = f"{HEADER},currency"
    assert "column currency: 'USD', and CAD" in _message(read, [f"{AUDIT},CAD", f"{RISK},USD"], [BUDGET], header)
