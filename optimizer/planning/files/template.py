"""An assumptions file to fill in: every driver with its unit, what it means, what is allowed, and an example."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

from config.errors import UsageError
from optimizer.planning.assumptions import STANDARD
from optimizer.planning.catalog import DRIVERS, SECTIONS, Driver
from optimizer.planning.files.results_out import Table, write_workbook, written_whole

EXAMPLE = MappingProxyType(
    {
        "firm.revenue_amount_per_year": 10_000_000, "firm.margin_ratio": 0.18, "firm.retained_ratio": 0.7,
        "firm.other_cost_amount_per_year": 900_000, "firm.other_cost_ratio": 0.05, "firm.other_people_count": 6,
        "sales.deal_amount": 250_000, "sales.win_rate_ratio": 0.3, "sales.cycle_months": 4,
        "sales.quota_amount_per_year": 2_000_000, "sales.attainment_ratio": 0.85,
        "sales.open_opportunities_count": 12, "sales.ramp_months": 6, "sales.current_people_count": 3,
        "sales.attrition_ratio": 0.1, "sales.cost_amount_per_year": 150_000, "sales.commission_ratio": 0.02,
        "sales.hire_cost_amount": 25_000, "sales.months_hired_before": 3, "marketing.new_client_ratio": 0.6,
        "marketing.lead_to_opportunity_ratio": 0.12, "marketing.lead_cost_amount": 400,
        "marketing.fixed_amount_per_year": 120_000, "marketing.current_spend_amount_per_year": 150_000,
        "marketing.client_revenue_amount_per_year": 320_000, "marketing.client_margin_ratio": 0.35,
        "marketing.client_lifetime_years": 4, "operations.project_amount": 200_000, "operations.project_weeks": 14,
        "operations.team_people": 2.5, "operations.utilization_ratio": 0.72,
        "operations.working_weeks_per_year": 45, "operations.current_people_count": 54,
        "operations.attrition_ratio": 0.1, "operations.onboarding_months": 2,
        "operations.cost_amount_per_year": 95_000, "operations.hire_cost_amount": 12_000,
        "demand.hire_lead_weeks": 6, "demand.held_weeks": 26,
    }
)  # fmt: skip
"""A made-up firm: the numbers show the form, and are no benchmark of anything."""
ROLES = (
    ("Advisory", "Consultant", 0.5), ("Advisory", "Senior Consultant", 0.3), ("Advisory", "Manager", 0.2),
)  # fmt: skip
HEADER = ("section", "name", "value", "low", "high", "distribution", "unit", "meaning", "note")
OPENING = """\
# The assumptions of one year, for `prop planning`. The numbers are of a made-up firm: replace them.
#
# A driver is a number, or { value = 0.3, low = 0.25, high = 0.36, distribution = "triangular", note = "why" }.
# low and high are what the tornado tries and the simulation draws from; distribution is triangular, uniform, pert,
# normal (low and high are its 10 % and 90 % points) or fixed (not drawn). Uncertain drivers get ±20 % without them.
# Drivers with a default may be left out; results list which assumptions were given, learned or default.
"""


def write_template(path: Path) -> None:
    """Write a file that can be filled in, and that works as it is.

    Raises
    ------
    UsageError
        The suffix is none of ``.toml``, ``.csv`` and ``.xlsx``, or there is no such folder.
    """
    kind = path.suffix.lower()
    if kind == ".toml":
        written_whole(path, lambda part: part.write_text(template_toml(), encoding="utf-8"))
    elif kind == ".csv":
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([HEADER, *_lines()])
        written_whole(path, lambda part: part.write_text(text.getvalue(), encoding="utf-8"))
    elif kind == ".xlsx":
        write_workbook(path, {"Assumptions": Table(HEADER, list(_lines()))})
    else:
        raise UsageError(f"--out {path}: name a .toml, .csv or .xlsx file. Nothing was written.")


def template_toml() -> str:
    """The template as TOML, with a comment for each driver."""
    parts = [OPENING, 'currency = "USD"\n']
    for section in SECTIONS:
        parts += [f"\n{line}\n" if line.startswith("[") else f"{line}\n" for line in _section(section)]
    parts.append("\n# The delivery work by practice and level, as staffing calls them; the ratios sum to 1.\n")
    parts.append("# Also: rate_amount_per_hour, cost_amount_per_year, free_people_count (free for new work at once).\n")
    for practice, level, ratio in ROLES:
        parts.append(f'\n[[roles]]\npractice = "{practice}"\nlevel = "{level}"\nratio = {ratio}\n')
    return "".join(parts)


def _section(section: str) -> Iterator[str]:
    if section == "scenario":
        for name, values in STANDARD.items():
            yield f"[scenario.{name}]"
            yield from (f"{driver.partition('.')[2]} = {value}" for driver, value in values.items())
        yield "# Anything else that differs in a scenario: [scenario.aggressive.sales], then win_rate_ratio = 0.27"
        return
    yield f"[{section}]"
    for driver in _drivers(section):
        yield f"{driver.name.partition('.')[2]} = {_example(driver)!r}  # {_meaning(driver)}"


def _lines() -> Iterator[tuple[object, ...]]:
    yield ("currency", "", "USD", "", "", "", "", "of every amount", "")
    for section in SECTIONS:
        if section == "scenario":
            for scenario, values in STANDARD.items():
                for name, value in values.items():
                    yield (f"scenario {scenario}", name.partition(".")[2], value, "", "", "", "ratio", "", "")
        else:
            for driver in _drivers(section):
                yield (
                    section,
                    driver.name.partition(".")[2],
                    _example(driver),
                    "",
                    "",
                    "",
                    driver.unit,
                    _meaning(driver),
                    "",
                )
    for number, role in enumerate(ROLES, start=1):
        for key, cell in zip(("practice", "level", "ratio"), role, strict=True):
            yield (f"role {number}", key, cell, "", "", "", "", "", "")


def _drivers(section: str) -> list[Driver]:
    return [one for one in DRIVERS if one.name.startswith(f"{section}.")]


def _example(driver: Driver) -> float:
    value = EXAMPLE.get(driver.name, driver.default)
    return 0.0 if value is None else value


def _meaning(driver: Driver) -> str:
    default = "" if driver.default is None else f"; default {driver.default:g}"
    learned = "; can be learned from timesheets" if driver.is_learned else ""
    return f"{driver.unit}: {driver.words}; {driver.allowed.usual_words}{default}{learned}"
