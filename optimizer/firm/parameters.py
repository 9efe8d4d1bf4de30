"""The parameters of ``ops.parameter`` that are in force on a day, as the numbers and names that a model goes by."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from config.errors import ModelError
from sql.database import Reader

IN_FORCE = """
SELECT p.parameter_code, p.parameter_value
FROM ops.parameter AS p
WHERE p.effective_from = (
    SELECT MAX(q.effective_from)
    FROM ops.parameter AS q
    WHERE q.parameter_code = p.parameter_code AND q.effective_from <= :as_of
)
ORDER BY p.parameter_code;
"""


class Parameters:
    """Values by code; what is not set is the ``default`` of the question."""

    def __init__(self, model: str, texts: Mapping[str, str]) -> None:
        self.model, self.texts = model, texts

    @classmethod
    def of_rows(cls, model: str, rows: Iterable[Mapping[str, Any]]) -> "Parameters":
        """From rows with ``parameter_code`` and ``parameter_value``."""
        return cls(model, {row["parameter_code"]: row["parameter_value"] for row in rows})

    @classmethod
    def in_force(cls, model: str, database: Reader, as_of: date) -> "Parameters":
        """Everything that is in force on ``as_of``."""
        return cls.of_rows(model, database.rows(IN_FORCE, as_of=as_of))

    def number(self, code: str, default: float) -> float:
        """One number.

        Raises
        ------
        ModelError
            It is set to something that is no number.
        """
        text = self.texts.get(code)
        if text is None:
            return default
        try:
            return float(text)
        except ValueError:
            raise self._refusal(code, "a number") from None

    def limit(self, code: str) -> float | None:
        """One number, where 0 (the seed) sets no limit."""
        return self.number(code, 0.0) or None

    def whole_limit(self, code: str) -> int | None:
        """The same, of things that are counted."""
        return int(self.number(code, 0.0)) or None

    def is_set(self, code: str, *, default: bool) -> bool:
        """One switch, 0 or 1."""
        return bool(self.number(code, float(default)))

    def name(self, code: str, known: Iterable[str], default: str) -> str:
        """One of the ``known`` names.

        Raises
        ------
        ModelError
            It is set to something else.
        """
        text = self.texts.get(code, default)
        if text not in known:
            raise self._refusal(code, " or ".join(known))
        return text

    def family(self, prefix: str, least: float = 0.0, most: float = float("inf")) -> dict[str, float]:
        """Every number whose code begins with ``prefix``, by the rest of the code.

        Raises
        ------
        ModelError
            One is no number from ``least`` to ``most``.
        """
        found = {code.removeprefix(prefix): code for code in self.texts if code.startswith(prefix)}
        values = {rest: self.number(code, 0.0) for rest, code in found.items()}
        for rest, value in values.items():
            if not least <= value <= most:
                raise self._refusal(found[rest], f"a number from {least:g} to {most:g}")
        return values

    def _refusal(self, code: str, wanted: str) -> ModelError:
        return ModelError(
            f"{self.model}: the parameter {code} is {self.texts[code]!r}; {wanted} is expected. Nothing was solved. "
            f"Correct it: prop parameter set {code} VALUE --because WHY."
        )
