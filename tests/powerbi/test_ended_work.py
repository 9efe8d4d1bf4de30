"""Open work alone in view: the week that counts is the last of all work, so that ended work leaves a blank."""

from datetime import date
from decimal import Decimal

import pytest

from tests.powerbi import tmdl
from tests.powerbi.bi_rows import only
from tests.powerbi.dax import Filter, TabularModel, evaluate_measure

BEFORE, LAST = date(2025, 3, 10), date(2025, 3, 17)
PHASE_WEEKS = [  # client, phase, week, is open, AC, BAC
    (1, 10, BEFORE, True, 70, 100),
    (1, 10, LAST, False, 80, 100),
    (2, 20, BEFORE, True, 30, 50),
    (2, 20, LAST, True, 40, 50),
]
OPEN_PHASES = Filter((("Phase week", "Is open"),), frozenset({(True,)}))
OPEN_ENGAGEMENTS = only("Engagement week", "Open phase count", 1, 2)


def model() -> TabularModel:
    phases = [
        {"Client key": client, "Phase key": phase, "Currency key": 5, "Week start date": week, "Is open": is_open,
         "AC amount": Decimal(ac), "BAC amount": Decimal(bac)}
        for client, phase, week, is_open, ac, bac in PHASE_WEEKS
    ]  # fmt: skip
    engagements = [
        {"Client key": client, "Engagement key": phase, "Week start date": week, "Open phase count": int(is_open),
         "Health cell": "Warning"}
        for client, phase, week, is_open, _, _ in PHASE_WEEKS
    ]  # fmt: skip
    texts = {measure.name: measure.expression for _, measure in tmdl.measures()}
    return TabularModel({"Phase week": phases, "Engagement week": engagements}, [], texts)


@pytest.mark.parametrize(
    ("name", "filters", "expected"),
    [
        ("AC", [only("Phase week", "Client key", 1), OPEN_PHASES], None),
        ("BAC", [only("Phase week", "Client key", 1), OPEN_PHASES], None),
        ("AC", [only("Phase week", "Client key", 1)], Decimal(80)),
        ("AC", [only("Phase week", "Client key", 2), OPEN_PHASES], Decimal(40)),
        ("AC", [OPEN_PHASES], Decimal(40)),
        ("AC", [only("Phase week", "Week start date", BEFORE), OPEN_PHASES], Decimal(100)),
        ("Warning engagements", [only("Engagement week", "Client key", 1), OPEN_ENGAGEMENTS], None),
        ("Warning engagements", [OPEN_ENGAGEMENTS], 1),
    ],
)
def test_ended_work_shows_no_old_week(name: str, filters: list[Filter], expected: Decimal | None):
    assert evaluate_measure(model(), name, filters) == expected
