"""A staffing problem beyond one model: a first good plan, a proven bound beside it, then better plans (STAFFING)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from optimizer.parallel.crew import Crew
from optimizer.solver import Clock
from optimizer.staffing.bulk.index import index_of
from optimizer.staffing.bulk.totals import Totals
from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.large import effort, sweep
from optimizer.staffing.large.class_plan import class_plan
from optimizer.staffing.large.construct import Construction, pinned_hours
from optimizer.staffing.large.units import pair_hours
