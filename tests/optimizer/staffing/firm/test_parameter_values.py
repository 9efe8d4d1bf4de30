"""The model goes by the parameters that are in force at its reporting date."""

from datetime import date
from decimal import Decimal

import pytest

from config.errors import ModelError
from tests.optimizer.staffing.firm.test_firm import AS_OF, NOW, add, database, loaded, small

__all__ = ["database", "small"]  # fixtures
ONE_DAY_LATER = date(2025, 3, 17)


def put(database, code, value, effective_from=AS_OF):
    add(
        database, "ops.parameter", parameter_code=code, effective_from=effective_from, parameter_value=value,
        unit="test", description="test", changed_by="test", changed_at_utc=NOW,
    )  # fmt: skip


def rate_risk(database, strategic_weight, risk_coefficient):
    database.execute(
        "UPDATE core.engagements SET strategic_weight = :weight, risk_coefficient = :risk WHERE engagement_id = 1",
        weight=Decimal(strategic_weight),
        risk=Decimal(risk_coefficient),
    )


def test_a_value_counts_from_its_first_day_on(database):
    put(database, "staffing_spi_floor", "0.7", AS_OF)
    put(database, "staffing_spi_floor", "0.5", ONE_DAY_LATER)
    put(database, "staffing_switch_price", "0.5", ONE_DAY_LATER)
    parameters = loaded(database).parameters
    assert (parameters.spi_floor, parameters.switch_price) == (0.7, 0.005)


def test_no_limit_of_engagements_is_written_as_zero(database):
    assert loaded(database).parameters.maximum_engagements is None
    put(database, "staffing_maximum_engagements", "2")
    assert loaded(database).parameters.maximum_engagements == 2


@pytest.mark.parametrize(("sign", "weight"), [("1", 6), ("0", 3), ("-1", 1.5)])
def test_risk_multiplies_the_weight_divides_it_or_is_left_out(database, sign, weight):
    rate_risk(database, 3, 2)
    put(database, "staffing_risk_sign", sign)
    assert loaded(database).engagements.weight.tolist() == [weight]


def test_a_weight_cannot_be_divided_by_no_risk(database):
    rate_risk(database, 3, 0)
    put(database, "staffing_risk_sign", "-1")
    with pytest.raises(ModelError, match=r"risk coefficient of Neptune is 0.*staffing_risk_sign to 1 or 0"):
        loaded(database)
