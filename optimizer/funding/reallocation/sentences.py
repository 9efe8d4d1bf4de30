"""A move in words."""

from dataclasses import replace

from optimizer.funding.data import FundingData
from optimizer.funding.reallocation.move import Change, Move, Reallocation, Transfer

SHOWN = 10


def move_words(data: FundingData, move: Move) -> Move:
    """The move with its sentence."""
    together = f" These {len(move.changes)} belong together: a part of them breaks a limit or gains nothing."
    steps = _listed("; ", [_transfer(data, transfer) for transfer in move.transfers[:SHOWN]], len(move.transfers))
    after = _listed(", ", [_change(data, change) for change in move.changes[:SHOWN]], len(move.changes))
    gain = f"gains {move.gain_value:,.0f}" if move.gain_value >= 0 else f"costs {-move.gain_value:,.0f}"
    words = f"{steps}. It {gain}. After it: {after}.{together if len(move.changes) > 2 else ''}"  # noqa: PLR2004  # a pair
    return replace(move, sentence=words[0].upper() + words[1:])


def _listed(between: str, words: list[str], count: int) -> str:
    """The first ones, and how many more there are."""
    return between.join([*words, *([f"{count - len(words)} more"] if count > len(words) else [])])


def _transfer(data: FundingData, transfer: Transfer) -> str:
    money = f"{transfer.amount:,.0f} {data.currency}"
    source, goal = (
        None if request_id is None else data.request[request_id].service_line
        for request_id in (transfer.from_request_id, transfer.to_request_id)
    )
    if source is None:
        return f"{goal} gets {money} that nobody has"
    if goal is None:
        return f"{source} gives back {money}"
    return f"{money} from {source} to {goal}"


def _change(data: FundingData, change: Change) -> str:
    line = data.request[change.request_id].service_line
    if change.after == 0:
        return f"{line} is not funded any more"
    return (
        f"{line} {change.after:,.0f} (from {change.before:,.0f})"
        if change.before
        else f"{line} is new, {change.after:,.0f}"
    )


def closing(found: Reallocation) -> list[str]:
    """What the reallocation says as a whole."""
    gain = found.target_value - found.current_value
    lines = [
        f"Today {found.objective} is {found.current_value:,.0f} {found.currency}; after {len(found.moves)} moves it is "
        f"{found.target_value:,.0f} ({gain:+,.0f})."
        if found.moves
        else f"Nothing to move: today's amounts are the best ones, {found.objective} {found.current_value:,.0f} "
        f"{found.currency}."
    ]
    if found.broken_today:
        lines.append(f"Today's amounts break limits, which the first move mends: {' '.join(found.broken_today)}")
    for few in found.few:
        part = (few.objective_value - found.current_value) / gain if gain > 0 else None
        shown = "" if part is None else f", {part:.0%} of the gain"
        most = "1 request" if few.change_count == 1 else f"{few.change_count} requests"
        lines.append(f"With at most {most} changed: {few.objective_value:,.0f}{shown}.")
    return [*lines, *found.notes]
