"""Priority and the waterfall's order, by hand."""

import pytest

from config.errors import ModelError
from optimizer.budget.data import BudgetData, Rules
from optimizer.budget.objective import waterfall_keys
from optimizer.budget.priority import PriorityScale


def test_priority_is_a_weighted_sum_of_driver_impact_and_rank() -> None:
    scale = PriorityScale()
    assert scale.priority(driver="Regulatory", impact="High", rank=1) == pytest.approx(1.0)
    assert scale.priority(driver="product", impact="MEDIUM", rank=8) == pytest.approx(0.28 + 0.2 + 0.2 * (1 - 7 / 20))
    assert scale.priority(driver="", impact="", rank=None) == pytest.approx(0.5)
    assert scale.rank(50) == 0.0


def test_a_name_that_only_contains_a_driver_is_refused(person, project) -> None:
    with pytest.raises(ModelError, match=r"initiative 1 has the driver 'Non-Regulatory'"):
        BudgetData((person("a", 1000),), (project("1", 10, 1, driver="Non-Regulatory"),))


def _order(data: BudgetData) -> list[str]:
    return [i.initiative_id for i in sorted(data.initiatives, key=lambda i: waterfall_keys(data)[i.initiative_id])]


def test_the_waterfall_goes_by_source_then_driver_then_rank_then_priority(project) -> None:
    low_source = project("low", 10, 1, funding_source="B", driver="Maintenance", rank=1)
    data = BudgetData(
        (),
        (
            low_source,
            project("second", 10, 1, funding_source="A", driver="Regulatory", rank=2),
            project("first", 10, 1, funding_source="A", driver="Regulatory", rank=1),
            project("other-driver", 10, 1, funding_source="A", driver="Product", rank=1),
            project("idle", 0, 1, funding_source="A", driver="Regulatory", rank=1),
            project("third", 10, 1, funding_source="A", driver="Regulatory", rank=None),
        ),
    )
    assert _order(data) == ["first", "second", "third", "other-driver", "low", "idle"]


def test_the_order_of_the_waterfall_is_a_parameter(project) -> None:
    initiatives = (
        project("regulatory", 10, 1, driver="Regulatory", rank=2),
        project("product", 10, 1, driver="Product", rank=1),
    )
    by_rank = Rules(waterfall=("rank", "driver", "funding_source", "priority"))
    assert _order(BudgetData((), initiatives)) == ["regulatory", "product"]
    assert _order(BudgetData((), initiatives, rules=by_rank)) == ["product", "regulatory"]
