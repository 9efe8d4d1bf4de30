"""Kinds of people who could be hired, from the people who are there."""

import pytest

from config.errors import ModelError
from optimizer.budget.data import BudgetData, Rules
from optimizer.budget.hiring.data import HireableProfile, HiringRules
from optimizer.budget.hiring.profiles import profiles_of


def test_a_profile_is_the_median_of_people_of_the_same_kind(person) -> None:
    kind = {"team": "Data", "role": "Analyst", "location": "Oslo", "staff_level": "B2"}
    people = (
        person("a", 1000, "sql, excel", **kind),
        person("b", 3000, "sql", **kind),
        person("c", 1400, "sql, r", **kind),
        person("d", 9000, "java", team="Tech"),
    )
    analyst, developer = profiles_of(BudgetData(people, ()))
    assert (analyst.monthly_cost_amount, set(analyst.skills.technical), analyst.like_count) == (1400, {"sql"}, 3)
    assert (analyst.team, analyst.role, analyst.location, analyst.staff_level) == ("Data", "Analyst", "Oslo", "B2")
    assert (developer.team, developer.monthly_cost_amount) == ("Tech", 9000)


def test_where_no_usual_profile_fits_people_like_those_who_do_can_be_hired(person, project) -> None:
    people = (person("a", 1000, "sql"), person("b", 1100, "sql"), person("c", 3000, "sql, c++"))
    usual, special = profiles_of(BudgetData(people, (project("1", 9000, 5.0, "c++"),)))
    assert set(usual.skills.technical) == {"sql"}
    assert (special.monthly_cost_amount, set(special.skills.technical)) == (3000, {"sql", "c++"})
    assert special.profile_id.endswith("as c++ requires")


@pytest.mark.parametrize(
    ("terms", "profiles", "fault"),
    [
        (HiringRules(lead_month_count=-1), (), "the lead time of a hire is -1"),
        (HiringRules(cost_factor=0), (), "the cost factor of a hire is 0"),
        (HiringRules(least_use_ratio=1.5), (), "the least use of a hire is 1.5"),
        (HiringRules(), (HireableProfile("dev", 0),), "the profile dev costs 0 USD a month"),
        (HiringRules(), (HireableProfile("dev", 1), HireableProfile("dev", 2)), "the profile dev is given 2 times"),
        (HiringRules(), (HireableProfile("dev", 1, maximum_head_count=-2),), "maximum number of people -2"),
    ],
)
def test_terms_and_profiles_that_cannot_be_used_are_named(person, terms, profiles, fault) -> None:
    with pytest.raises(ModelError, match=fault):
        BudgetData((person("a", 1000),), (), rules=Rules(hiring=terms), hireable_profiles=profiles)
