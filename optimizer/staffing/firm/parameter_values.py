"""The parameters of ``ops.parameter`` as numbers: the model's prices have codes ``staffing_…``."""

from dataclasses import fields
from typing import Any

from config.errors import ModelError
from optimizer.staffing.parameters import Parameters
from sql.database import Row

PREFIX = "staffing_"


class ParameterValues:
    """What is in force today, by code."""

    def __init__(self, rows: list[Row]) -> None:
        self._texts = {row["parameter_code"]: row["parameter_value"] for row in rows}

    def number(self, code: str) -> float:
        """One parameter.

        Raises
        ------
        ModelError
            It is missing or no number.
        """
        text = self._texts.get(code)
        try:
            return float(text if text is not None else "")
        except ValueError:
            raise ModelError(
                f"Parameter {code} is {text!r}, not a number. No plan was made. Deploy the seeds, or set it in "
                "ops.parameter."
            ) from None

    def staffing(self, name: str) -> float:
        """A staffing parameter, by its name without the prefix."""
        return self.number(PREFIX + name)

    def prices(self) -> Parameters:
        """The model's parameters; a name that the database does not have keeps its default."""
        given: dict[str, Any] = {
            f.name: self.staffing(f.name) for f in fields(Parameters) if PREFIX + f.name in self._texts
        }
        if "maximum_engagements" in given:
            given["maximum_engagements"] = int(given["maximum_engagements"]) or None
        missing = {"bench_price", "internal_first_price"} - given.keys()
        return Parameters(**given | {name: self.staffing(name) for name in missing} | {"cpi": self.number("cpi_proxy")})
