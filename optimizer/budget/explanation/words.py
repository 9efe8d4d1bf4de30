"""An answer in sentences: what, why, at what price, and who else."""

from collections.abc import Iterator

from optimizer.budget.data import BudgetData
from optimizer.budget.explanation.answer import Answer, Candidate, Change, TierDifference, Verdict
from optimizer.budget.months import label

AMOUNT_ZERO = 0.005
EFFORT_ZERO = 5e-5
SHOWN_COUNT = 4


def sentences(data: BudgetData, answer: Answer) -> Iterator[str]:
    """The answer, most important first."""
    who, what = data.employee[answer.employee_id].name, data.initiative[answer.initiative_id].name
    when = "" if answer.month is None else f" in {label(answer.month)}"
    if answer.verdict == Verdict.FORBIDDEN:
        yield f"{who} cannot be paid from {what}{when}."
        yield from (
            (reason.sentence for reason in answer.reasons) if answer.reasons else ("All rules together leave no room.",)
        )
        yield from _others(data, answer.candidates, "Who could")
        return
    share = f"{answer.share_ratio:.2f} {'man-months' if answer.month is None else 'of the month'}"
    if answer.verdict == Verdict.PLANNED:
        yield f"{who} is planned on {what}{when} with {share}."
        yield f"Without that, {_price(answer)}."
        yield from _others(data, answer.candidates, "Who else could")
    else:
        yield f"{who} may work on {what}{when}, and is not planned: with {share} forced, {_price(answer)}."
        yield from (f"More is not possible: {reason.sentence}" for reason in answer.reasons)
    yield from _changes(data, answer.changes)
    if answer.is_estimate:
        yield "The price is an estimate: blocks, counts, steps and sequences (BUDGET A6, A10, A11) are left out of it."


def _price(answer: Answer) -> str:
    """The first level of the objective that gets worse, and what money and effort do."""
    worse = next((one for one in answer.differences if one.difference > _zero(one)), None)
    if worse is None:
        return "the plan would be as good on every level of the objective: there are several best plans"
    parts = [_money(answer), _effort("delivered", answer.man_months_difference)]
    parts.append(_effort("missing", answer.shortfall_difference_man_months))
    listed = ", ".join(part for part in parts if part) or "with the same money and effort"
    size = f"{worse.difference:,.2f} {worse.unit}"
    return f"the {worse.name} is {size} worse ({listed})"


def _money(answer: Answer) -> str:
    amount = answer.cost_difference_amount
    if abs(amount) < AMOUNT_ZERO:
        return "the same cost"
    return f"{abs(amount):,.2f} {answer.currency} {'dearer' if amount > 0 else 'cheaper'}"


def _effort(what: str, man_months: float) -> str:
    if abs(man_months) < EFFORT_ZERO:
        return ""
    return f"{abs(man_months):,.2f} man-months {'more' if man_months > 0 else 'less'} {what}"


def _zero(difference: TierDifference) -> float:
    """Below this a level is the same: what tiers are kept within."""
    return 1e-5 * max(1.0, abs(difference.before))


def _others(data: BudgetData, candidates: tuple[Candidate, ...], start: str) -> Iterator[str]:
    if not candidates:
        yield "Nobody else may work on it."
        return
    listed = "; ".join(
        f"{one.name} ({one.employee_id}) at {one.monthly_cost_amount:,.0f} {data.currency} a month, "
        + (f"{one.free_man_months:.2f} man-months free" if one.free_man_months else "fully planned")
        for one in candidates[:SHOWN_COUNT]
    )
    yield f"{start}: {listed}."


def _changes(data: BudgetData, changes: tuple[Change, ...]) -> Iterator[str]:
    if changes:
        listed = "; ".join(
            f"{data.employee[one.employee_id].name} on {data.initiative[one.initiative_id].name} "
            f"{one.before_man_months:.2f} to {one.after_man_months:.2f}"
            for one in changes[:SHOWN_COUNT]
        )
        more = f"; and {len(changes) - SHOWN_COUNT} more" if len(changes) > SHOWN_COUNT else ""
        yield f"What changes, in man-months over all months: {listed}{more}."
