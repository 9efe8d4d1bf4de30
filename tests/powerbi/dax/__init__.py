"""An evaluator of the part of DAX that the model's measures use, over rows of the `bi` views."""

from tests.powerbi.dax import filtering, functions
from tests.powerbi.dax.context import Filter
from tests.powerbi.dax.evaluation import evaluate_measure, rows_for
from tests.powerbi.dax.model import Relationship, TabularModel

__all__ = ["Filter", "Relationship", "TabularModel", "evaluate_measure", "filtering", "functions", "rows_for"]
