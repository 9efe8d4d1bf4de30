"""Inputs of a driver model, checked against the catalog."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

from config.errors import ModelError
from optimizer.planning.catalog import BY_NAME, DRIVERS
from optimizer.planning.interval import Interval, Quantity

Inputs = TypeVar("Inputs")
DERIVED = Interval.parse("[0, inf)")  # amounts that another model hands over


def check_inputs(inputs: Any, section: str) -> None:
    """Refuse a value outside of what the catalog allows.

    Raises
    ------
    ModelError
        Naming model, driver, value, allowed values and unit.
    """
    for one in fields(inputs):
        driver = BY_NAME.get(f"{section}.{one.name}")
        allowed = driver.allowed if driver else DERIVED
        outside = allowed.first_outside(getattr(inputs, one.name))
        if outside is not None:
            unit = f" ({driver.unit})" if driver else ""
            raise ModelError(
                f"{section.capitalize()}: {one.name} is {outside:g}{unit}; it must be {allowed.words}. "
                "Nothing was computed. Correct it."
            )


def inputs_of(kind: type[Inputs], section: str, values: Mapping[str, Quantity], **derived: Quantity) -> Inputs:
    """The inputs of one model from the values of all drivers, and from what other models hand over."""
    own = {name: values[f"{section}.{name}"] for name in names_of(section) if name in kind.__dataclass_fields__}  # type: ignore[attr-defined]
    return kind(**own, **derived)


def names_of(section: str) -> tuple[str, ...]:
    """The drivers of a section, without its name."""
    return tuple(d.name.partition(".")[2] for d in DRIVERS if d.name.startswith(f"{section}."))
