"""The evaluator of DAX itself, on a star small enough to do by hand."""

from datetime import date
from decimal import Decimal

import pytest

from tests.powerbi.dax import Filter, Relationship, TabularModel, evaluate_measure
from tests.powerbi.dax.parser import DaxSyntaxError, parse

WEEKS = [date(2025, 1, 6), date(2025, 1, 13)]
TABLES = {
    "Date": [{"Day": week, "Year": Decimal(2025)} for week in [*WEEKS, date(2025, 1, 20)]],
    "Engagement": [
        {"Id": 1, "Name": "Neptune", "Practice": 7},
        {"Id": 2, "Name": "Ventus", "Practice": None},
    ],
    "Fact": [
        {"Engagement": 1, "Week": WEEKS[0], "Ended": WEEKS[0], "Cost": Decimal(10), "Earned": Decimal(5)},
        {"Engagement": 1, "Week": WEEKS[1], "Ended": WEEKS[0], "Cost": Decimal(30), "Earned": Decimal(15)},
        {"Engagement": 2, "Week": WEEKS[1], "Ended": WEEKS[1], "Cost": Decimal(10), "Earned": None},
    ],
}
RELATIONSHIPS = [
    Relationship("Fact", "Engagement", "Engagement", "Id"),
    Relationship("Fact", "Week", "Date", "Day"),
    Relationship("Fact", "Ended", "Date", "Day", is_active=False),
]


def value(text: str, *filters: Filter, **measures: str):
    model = TabularModel(TABLES, RELATIONSHIPS, {"asked": text, **measures})
    return evaluate_measure(model, "asked", list(filters))


def only(table: str, column: str, *values: object) -> Filter:
    return Filter(((table, column),), frozenset((one,) for one in values))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 - 3 - 2", 5),
        ("12 / 3 / 2", 2),
        ("2 + 3 * 4", 14),
        ("( 2 + 3 ) * -4", -20),
        ('"a" & 1.50 & BLANK ()', "a1.5"),
        ("1 = 1 && 2 > 3 || TRUE ()", True),
        ('"Mars" = "MARS"', True),
        ("BLANK () = 0", True),
        ("BLANK () == 0", False),
        ("DATE ( 1899, 12, 31 ) = 1", True),
        ("DATE ( 2025, 1, 6 ) > BLANK () - 7", True),
        ("BLANK () + 3", 3),
        ("BLANK () * 3", None),
        ("DIVIDE ( 1, 0 )", None),
        ("DIVIDE ( BLANK (), 4 )", None),
        ("DIVIDE ( 1, 8 )", Decimal("0.125")),
        ("ROUND ( 2.5, 0 )", 3),
        ("ROUND ( -0.0625, 3 )", Decimal("-0.063")),
        ('SWITCH ( TRUE (), 1 > 2, "a", 2 > 1, "b", "c" )', "b"),
        ("IF ( FALSE (), 1 )", None),
        ("VAR A = 2 VAR B = A * 3 RETURN B - A", 4),
        ("2 IN { 1, 2 }", True),
        ('FORMAT ( 0.12345, "0.0%" )', "12.3%"),
        ('FORMAT ( DATE ( 2025, 3, 7 ), "d mmm yyyy" )', "7 Mar 2025"),
        ("-- nothing\n1 /* more */ + 1 // and more", 2),
    ],
)
def test_scalars(text: str, expected: object):
    assert value(text) == expected


@pytest.mark.parametrize("text", ["1 +", "SUM ( Fact[Cost]", "'open", "1 ? 2", "VAR A = 1"])
def test_what_is_no_dax_is_refused(text: str):
    with pytest.raises(DaxSyntaxError):
        parse(text)


def test_an_unknown_function_is_named():
    with pytest.raises(NotImplementedError, match="XIRR"):
        value("XIRR ( Fact )")


def test_filters_flow_from_the_one_side_to_the_many():
    assert value("SUM ( Fact[Cost] )") == 50
    assert value("SUM ( Fact[Cost] )", only("Engagement", "Name", "Neptune")) == 40
    assert value("SUM ( Fact[Cost] )", only("Engagement", "Name", "Neptune"), only("Date", "Day", WEEKS[0])) == 10
    assert value("COUNTROWS ( Engagement )", only("Fact", "Cost", Decimal(30))) == 2


def test_nothing_sums_to_blank():
    assert value("SUM ( Fact[Earned] )", only("Engagement", "Name", "Ventus")) is None
    assert value("COUNTROWS ( Fact )", only("Date", "Day", date(2025, 1, 20))) is None


def test_calculate_overrides_a_filter_and_keepfilters_keeps_it():
    neptune = only("Engagement", "Name", "Neptune")
    assert value('CALCULATE ( SUM ( Fact[Cost] ), Engagement[Name] = "Ventus" )', neptune) == 10
    assert value('CALCULATE ( SUM ( Fact[Cost] ), KEEPFILTERS ( Engagement[Name] = "Ventus" ) )', neptune) is None
    assert value("CALCULATE ( SUM ( Fact[Cost] ), REMOVEFILTERS ( Engagement ) )", neptune) == 50
    assert value("CALCULATE ( SUM ( Fact[Cost] ), ALL ( Engagement[Name] ) )", neptune) == 50
    assert value("CALCULATE ( SUM ( Fact[Cost] ), REMOVEFILTERS ( Fact ) )", neptune) == 50


def test_the_last_week_in_context():
    text = "VAR Last = MAX ( Fact[Week] ) RETURN CALCULATE ( SUM ( Fact[Cost] ), Fact[Week] = Last )"
    assert value(text) == 40
    assert value(text, only("Date", "Day", WEEKS[0])) == 10
    assert value(text, only("Date", "Day", date(2025, 1, 20))) is None


def test_the_week_before_needs_the_date_freed():
    text = "CALCULATE ( SUM ( Fact[Cost] ), Fact[Week] = MAX ( Fact[Week] ) - 7, REMOVEFILTERS ( 'Date' ) )"
    last = "VAR Last = MAX ( Fact[Week] ) RETURN " + text.replace("MAX ( Fact[Week] )", "Last")
    assert value(last, only("Date", "Day", WEEKS[1])) == 10


def test_a_measure_in_a_row_sees_the_row_as_a_filter():
    assert value("SUMX ( VALUES ( Engagement[Name] ), [Twice] )", Twice="SUM ( Fact[Cost] ) * 2") == 100
    assert value("MAXX ( VALUES ( Engagement[Name] ), [Cost] )", Cost="SUM ( Fact[Cost] )") == 40
    assert value("COUNTROWS ( FILTER ( VALUES ( Engagement[Name] ), [Cost] > 20 ) )", Cost="SUM ( Fact[Cost] )") == 1


def test_without_a_measure_a_row_is_no_filter():
    assert value("SUMX ( VALUES ( Engagement[Name] ), SUM ( Fact[Cost] ) )") == 100
    assert value("SUMX ( VALUES ( Engagement[Name] ), CALCULATE ( SUM ( Fact[Cost] ) ) )") == 50


def test_another_relationship_can_be_used():
    text = "CALCULATE ( SUM ( Fact[Cost] ), USERELATIONSHIP ( Fact[Ended], 'Date'[Day] ) )"
    assert value(text, only("Date", "Day", WEEKS[0])) == 40


def test_one_value_or_several():
    assert value('SELECTEDVALUE ( Engagement[Name], "several" )') == "several"
    assert value("SELECTEDVALUE ( Engagement[Name] )", only("Engagement", "Id", 2)) == "Ventus"
    assert value("HASONEVALUE ( Engagement[Name] )") is False


def test_a_variable_is_computed_once_where_it_stands():
    text = 'VAR Sum = SUM ( Fact[Cost] ) RETURN CALCULATE ( Sum, Engagement[Name] = "Ventus" )'
    assert value(text) == 50
