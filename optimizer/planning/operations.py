"""Operations capacity: projects x duration x team / utilization -> headcount -> cost per project."""

from dataclasses import dataclass

import numpy as np

from optimizer.planning.inputs import check_inputs
from optimizer.planning.interval import Quantity, quotient
from optimizer.planning.people import Numbers, People, people_for, productive_ratio


@dataclass(frozen=True)
class OperationsInputs:
    """Names, units and allowed values as in the catalog; ``revenue_amount`` is to be delivered within the year."""

    revenue_amount: Quantity
    project_amount: Quantity
    project_weeks: Quantity
    team_people: Quantity
    utilization_ratio: Quantity
    working_weeks_per_year: Quantity
    current_people_count: Quantity
    cost_amount_per_year: Quantity
    attrition_ratio: Quantity = 0.0
    onboarding_months: Quantity = 0.0
    hire_cost_amount: Quantity = 0.0

    def __post_init__(self) -> None:
        """Check once, here."""
        check_inputs(self, "operations")


@dataclass(frozen=True)
class OperationsCapacity:
    """What the revenue takes to deliver; amounts of the year.

    ``onboarding_amount`` is the pay of hires that is not yet matched by their work; it is part of ``cost_amount``.
    ``used_utilization_ratio`` is what whole people and those who cannot be sent home leave of the utilization.
    """

    projects: Numbers
    person_weeks: Numbers
    people: People
    cost_amount: Numbers
    cost_amount_per_project: Numbers
    onboarding_amount: Numbers
    hiring_amount: Numbers
    used_utilization_ratio: Numbers


def operations_capacity(inputs: OperationsInputs) -> OperationsCapacity:
    """Projects, person-weeks, whole people and their cost for an amount of revenue.

    Source: 000 / BUDGET C, operations capacity. A person delivers working weeks x utilization in a year; new colleagues
    ramp up in a straight line.

    Raises
    ------
    ModelError
        A value is not allowed.
    """
    projects = np.asarray(inputs.revenue_amount, dtype=float) / inputs.project_amount
    person_weeks = projects * inputs.project_weeks * inputs.team_people
    people = people_for(
        person_weeks / weeks_of_one(inputs),
        inputs.current_people_count,
        inputs.attrition_ratio,
        productive_ratio(inputs.onboarding_months),
        "Operations: new colleagues deliver nothing within the year. Shorten the onboarding.",
    )
    cost = delivery_cost_amount(inputs, people)
    return OperationsCapacity(
        projects=projects,
        person_weeks=person_weeks,
        people=people,
        cost_amount=cost,
        cost_amount_per_project=quotient(cost, projects),
        onboarding_amount=people.hires * (1 - people.productive_ratio) * inputs.cost_amount_per_year,
        hiring_amount=people.hires * inputs.hire_cost_amount,
        used_utilization_ratio=quotient(person_weeks, np.asarray(inputs.working_weeks_per_year) * people.productive),
    )


def weeks_of_one(inputs: OperationsInputs) -> Numbers:
    """Weeks of project work that one person delivers in a year."""
    return np.asarray(inputs.working_weeks_per_year) * inputs.utilization_ratio


def delivery_cost_amount(inputs: OperationsInputs, people: People) -> Numbers:
    """A year's pay and overheads of everybody who delivers."""
    return np.asarray(people.headcount * inputs.cost_amount_per_year)
