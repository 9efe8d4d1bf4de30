"""What new work and new people are taken to be like where nobody says more."""

from dataclasses import dataclass

import numpy as np

from optimizer.staffing.data import Flags, Numbers, StaffingData


@dataclass(frozen=True)
class Conventions:
    """Discounts of 001's value extraction and the demand cap of C4; the firm's own are in ``ops.parameter``."""

    external_discount: float = 0.1
    onboarding_discount: float = 0.2
    demand_ratio: float = 1.5

    def efficiency(self, is_external: Flags, is_new: Flags) -> Numbers:
        """Ea x eo of each consultant."""
        return np.asarray((1 - self.external_discount * is_external) * (1 - self.onboarding_discount * is_new))


def usual_rates(data: StaffingData) -> Numbers:
    """C: what each consultant usually costs per hour: the median of their rates, else of their role's; else NaN."""
    rates = np.full(len(data.consultants.ids), np.nan)
    of_cell = np.full(len(data.cells), np.nan)
    cell = data.consultants.cell[data.pairs.consultant]
    for c in np.unique(data.pairs.consultant):
        rates[c] = np.median(data.pairs.rate_per_hour[data.pairs.consultant == c])
    for k in np.unique(cell):
        of_cell[k] = np.median(data.pairs.rate_per_hour[cell == k])
    return np.where(np.isnan(rates), of_cell[data.consultants.cell], rates)


def usual_premium(data: StaffingData) -> float:
    """Points per external hour, as externals have them; 0 where nobody is external."""
    premiums = data.pairs.external_premium[data.consultants.is_external[data.pairs.consultant]]
    return float(np.median(premiums)) if premiums.size else 0.0


def usual_ratio_price(data: StaffingData) -> float:
    """Points per hour off the staffing ratios, as the other phases have it."""
    return float(np.median(data.phases.ratio_price)) if data.phases.ratio_price.size else 0.0
