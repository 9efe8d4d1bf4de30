"""What an assumptions file says, before it is checked: values with the place where they stand."""

from dataclasses import dataclass, field

from config.errors import ExtractError

SHOWN_COUNT = 25
RANGE_WORDS = ("value", "low", "high", "distribution", "note")


@dataclass(frozen=True)
class Cell:
    """One driver as it is written: ``place`` is a key of the file or a line, for errors."""

    place: str
    value: object
    low: object = None
    high: object = None
    distribution: object = None
    note: str = ""


@dataclass
class Written:
    """Everything that a file says, by section and name, and the faults found so far."""

    source: str
    currency: Cell | None = None
    shared: dict[str, Cell] = field(default_factory=dict)
    scenarios: dict[str, dict[str, Cell]] = field(default_factory=dict)
    roles: list[dict[str, Cell]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def refuse(self) -> None:
        """End with every fault, when there is one.

        Raises
        ------
        ExtractError
            With up to 25 faults.
        """
        if self.faults:
            more = len(self.faults) - SHOWN_COUNT
            listed = "\n  ".join(self.faults[:SHOWN_COUNT] + ([f"and {more} more"] if more > 0 else []))
            raise ExtractError(f"{self.source}: it cannot be used:\n  {listed}\nNothing was computed.")
