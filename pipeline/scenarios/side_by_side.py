"""Solved scenarios beside each other and beside the plan as it is."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from config.errors import UsageError
from pipeline.scenarios.results import FIRM_UNITS, Results, read_results
from pipeline.scenarios.store import Scenario, show
from sql.database import Reader

CELL, NAME = 22, 34
WORDS = {
    "objective": "Worth of the plan",
    "objective_if_won": "Worth if won",
    "objective_expected": "Worth, won and lost weighed",
    "objective_if_lost": "Worth if lost",
    "gap": "Gap to the best possible",
    "booked_hours": "Hours booked",
    "external_hours": "Hours of externals",
    "bench_hours": "Free hours of our own",
    "bench_ratio": "Bench of our own",
    "unmet_hours": "Hours nobody fills",
    "start_count": "Starts",
    "moved_hours": "Hours that move",
}


@dataclass(frozen=True)
class SideBySide:
    """``figures``: measure -> the plan as it is, then each scenario; ``spi``: engagement -> the same."""

    scenarios: tuple[Scenario, ...]
    as_of_dates: tuple[date | None, ...]
    figures: dict[str, tuple[float | None, ...]]
    spi: dict[str, tuple[float | None, ...]]

    @property
    def is_of_one_date(self) -> bool:
        """Whether all were solved on data of one date, so that they have one plan as it is."""
        return len(set(self.as_of_dates)) == 1

    def as_plain(self) -> dict[str, Any]:
        """Numbers and texts alone, for JSON."""
        names = ["base", *(one.name for one in self.scenarios)]
        return {
            "scenarios": [one.scenario_id for one in self.scenarios],
            "as_of_dates": self.as_of_dates,
            "figures": {code: dict(zip(names, values, strict=True)) for code, values in self.figures.items()},
            "spi": {name: dict(zip(names, values, strict=True)) for name, values in self.spi.items()},
        }


def side_by_side(reader: Reader, scenario_ids: list[int]) -> SideBySide:
    """The figures of the whole firm and the SPI of each engagement.

    Raises
    ------
    UsageError
        One does not exist, or was not solved yet.
    """
    found = [show(reader, scenario_id) for scenario_id in dict.fromkeys(scenario_ids)]
    results = [_results(reader, one) for one in found]
    codes = [code for code in WORDS if any(one.of_firm(code) for one in results)]
    subjects = dict.fromkeys(m.subject for one in results for m in one.engagements if m.code == "spi")
    return SideBySide(
        tuple(found),
        tuple(one.as_of_date for one in results),
        {code: (_base(results, code), *(_value(one, code) for one in results)) for code in codes},
        {name: _spi(results, name) for name in subjects},
    )


def as_lines(table: SideBySide) -> list[str]:
    """A table for the terminal."""
    lines = [_row("", ["as it is", *(one.name for one in table.scenarios)])]
    lines += [_row(WORDS[code], [written(code, value) for value in values]) for code, values in table.figures.items()]
    lines += [_row(f"SPI {name}", [written("spi", value) for value in values]) for name, values in table.spi.items()]
    if not table.is_of_one_date:
        lines.append("They were solved on data of different dates; the first column is that of the first one.")
    return lines


def written(code: str, value: float | None) -> str:
    """A figure as people read it."""
    if value is None:
        return "–"
    if code in {"bench_ratio", "gap"}:
        return f"{value:.2%}"
    return (
        f"{value:,.2f}" if code == "spi" else f"{value:,.1f}" if FIRM_UNITS.get(code) != "starts" else f"{value:,.0f}"
    )


def _results(reader: Reader, scenario: Scenario) -> Results:
    results = read_results(reader, scenario.scenario_id)
    if results.as_of_date is None:
        raise UsageError(
            f"{scenario.title} was not solved yet, so there is nothing to compare. Nothing was changed. "
            f"Solve it: prop scenario solve {scenario.scenario_id}"
        )
    return results


def _base(results: list[Results], code: str) -> float | None:
    """The plan as it is, of the first that has it; what may be won has no such figure."""
    if "_if_" in code or code in {"objective_expected", "moved_hours"}:
        return None
    return next((found.base for one in results if (found := one.of_firm(code))), None)


def _value(results: Results, code: str) -> float | None:
    found = results.of_firm(code)
    return found.value if found else None


def _spi(results: list[Results], subject: str) -> tuple[float | None, ...]:
    found = [next((m for m in one.engagements if (m.code, m.subject) == ("spi", subject)), None) for one in results]
    base = next((one.base for one in found if one and one.base is not None), None)
    return base, *(one.value if one else None for one in found)


def _row(name: str, cells: list[str]) -> str:
    return f"{name[:NAME]:<{NAME}}" + "".join(f"{cell[: CELL - 2]:>{CELL}}" for cell in cells)
