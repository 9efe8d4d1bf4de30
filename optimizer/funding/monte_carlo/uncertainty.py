"""How far a return may be from the expected one: the distribution of ROI, and its spread from past years."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite, sqrt
from pathlib import Path
from statistics import fmean, stdev
from typing import Literal

from config.errors import UsageError
from optimizer.funding.data import FundingData, Request
from optimizer.funding.files.csv_in import Table

Shape = Literal["lognormal", "triangular", "fixed"]
SHAPES: tuple[Shape, ...] = ("lognormal", "triangular", "fixed")
USUAL_SPREAD_RATIO = 0.2
MOST_SPREAD_RATIO = 5.0
MOST_TRIANGULAR_RATIO = 1 / sqrt(6)  # beyond it the lowest return would change its sign
HISTORY_COLUMNS = ("service_line", "roi")


@dataclass(frozen=True)
class Uncertainty:
    """The ROI of a request that succeeds; its mean is the expected ROI in every shape. What fails returns nothing.

    ``lognormal``: never changes its sign, a long way up is likelier than as long a way down. ``triangular``:
    symmetrical, within expected × (1 ± spread × √6). ``fixed``: the expected ROI; success alone is uncertain.
    ``spread_ratio`` is the standard deviation over the mean; ``spread_of_line`` has it by service line where known.
    """

    shape: Shape = "lognormal"
    spread_ratio: float = USUAL_SPREAD_RATIO
    spread_of_line: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a spread that makes no distribution."""
        most = MOST_TRIANGULAR_RATIO if self.shape == "triangular" else MOST_SPREAD_RATIO
        for name, ratio in (("--spread", self.spread_ratio), *self.spread_of_line.items()):
            if not isfinite(ratio) or not 0 <= ratio <= most:
                raise UsageError(
                    f"{name}: the ROI spreads by {ratio:g} of its mean; 0 to {most:.4g} is expected of a "
                    f"{self.shape} one. Nothing was drawn."
                )

    def spread(self, request: Request) -> float:
        """Standard deviation over mean of one request's ROI."""
        return 0.0 if self.shape == "fixed" else self.spread_of_line.get(request.service_line, self.spread_ratio)

    @property
    def words(self) -> str:
        """The distribution in a sentence."""
        if self.shape == "fixed":
            return (
                "ROI is as expected; each request succeeds on its own with its probability, and else returns nothing."
            )
        lines = len(self.spread_of_line)
        past = f" (from past years for {lines} service lines)" if lines else ""
        return (
            f"ROI is {self.shape} around the expected one with a spread of {self.spread_ratio:.0%}{past}; each request "
            "succeeds on its own with its probability, and else returns nothing."
        )


def shape_called(name: str) -> Shape:
    """The shape of that name.

    Raises
    ------
    UsageError
        There is none.
    """
    found = next((shape for shape in SHAPES if shape == name), None)
    if found is None:
        raise UsageError(f"--shape {name}: known are {', '.join(SHAPES)}. Nothing was drawn.")
    return found


def uncertainty_of(
    data: FundingData,
    shape: Shape = "lognormal",
    spread_ratio: float = USUAL_SPREAD_RATIO,
) -> Uncertainty:
    """The distribution for these requests: the spread of past years where it is known, else ``spread_ratio``."""
    known = {r.service_line: r.past_roi_deviation for r in data.requests if r.past_roi_deviation is not None}
    return Uncertainty(shape, spread_ratio, known)


def past_spreads(path: Path) -> dict[str, float]:
    """Spread of past ROI by service line: its standard deviation from year to year over its mean.

    Parameters
    ----------
    path
        CSV file with ``service_line`` and ``roi``, one line per year; lines with fewer than two years are left out.

    Raises
    ------
    UsageError
        The file is missing.
    ExtractError
        A column is missing, or an ROI is not above 0.
    """
    table = Table(path, HISTORY_COLUMNS)
    past: dict[str, list[float]] = defaultdict(list)
    for number in table.lines:
        roi = table.number(number, "roi")
        if roi > 0:
            past[table.text(number, "service_line")].append(roi)
        else:
            table.faults.append(f"line {number}, column roi: {roi:g} is not above 0")
    table.refuse()
    return {name: stdev(years) / fmean(years) for name, years in past.items() if len(years) > 1}
