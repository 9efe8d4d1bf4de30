"""The six numbers of the portfolio, each with its target, its change over four weeks, and the reason for its light."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.components import words
from dashboard.components.cards import Card
from dashboard.components.status import Level
from dashboard.kpi_level import WORDS, Definition, definition_of, explained, level_of_value, target_words
from dashboard.tables import Row

BACK = 4
TREND_WEEKS = 26
Definitions = dict[str, Definition]


def earned_value_cards(
    weeks: Sequence[Row], engagements: Sequence[Row], definitions: Definitions, *, currency: str, tolerance: float
) -> list[Card]:
    """SPI, VEC, Burn and hours to the reporting date; VEC within ``tolerance`` of Burn counts as equal."""
    now = weeks[-1]
    behind = sorted((row for row in engagements if row["spi"] is not None), key=lambda row: row["spi"])[:2]
    slow = [f"{row['engagement_name']} ({words.ratio(row['spi'])})" for row in behind]
    spent = (now["burn"] or 0) * (now["bac_amount"] or 0)
    return [
        _card(
            "spi",
            "Schedule (SPI)",
            weeks,
            definitions,
            reason=f"Furthest behind: {words.listing(slow)}." if slow else "No phase has a baseline that is due.",
        ),
        _value_card(weeks, definitions, tolerance),
        _card(
            "burn",
            "Budget used (Burn)",
            weeks,
            definitions,
            is_percent=True,
            reason=f"{words.money(spent)} of {words.money(now['bac_amount'], currency)} are used.",
        ),
        _hours_card(weeks),
    ]


def people_cards(weeks: Sequence[Row], definitions: Definitions) -> list[Card]:
    """Utilization and bench of the internal people, over the last four weeks."""
    internal = [row for row in weeks if not row["is_external"]]
    totals = [_four_weeks(internal[: end + 1]) for end in range(len(internal))]
    return [
        _rolling_card(
            "utilization",
            "Utilization",
            [total[0] for total in totals],
            definitions,
            _hours_sentence(internal, "billable_hours", "billable"),
        ),
        _rolling_card(
            "bench",
            "Bench",
            [total[1] for total in totals],
            definitions,
            _hours_sentence(internal, "assigned_hours", "booked"),
        ),
    ]


def value_reason(vec: float | None, burn: float | None) -> str:
    """VEC beside Burn, in a sentence."""
    if not burn or vec is None:
        return "Nothing is recognized yet."
    share = vec / burn - 1
    if abs(share) < 0.005:  # noqa: PLR2004 - shown in whole percent
        return "The value extracted equals the budget used."
    side = (
        "above the budget used: premium rates"
        if share > 0
        else "below the budget used: discounts, external or new people"
    )
    return f"{words.percent(abs(share))} {side}."


def _card(
    code: str, name: str, weeks: Sequence[Row], definitions: Definitions, *, reason: str, is_percent: bool = False
) -> Card:
    values = [row[code] for row in weeks]
    return _drawn(name, values, definitions, code, reason, is_percent=is_percent)


def _value_card(weeks: Sequence[Row], definitions: Definitions, tolerance: float) -> Card:
    """VEC has no threshold of its own: its light is where it stands beside Burn, as in the health matrix."""
    now = weeks[-1]
    facts = _card(
        "vec", "Value (VEC)", weeks, definitions, is_percent=True, reason=value_reason(now["vec"], now["burn"])
    )
    if not now["burn"] or now["vec"] is None:
        return facts
    share = now["vec"] / now["burn"] - 1
    level: Level = "watch" if share < -tolerance else "good"
    word = "Diluted" if share < -tolerance else "Premium" if share > tolerance else "At standard"
    return replace(facts, level=level, word=word, target=f"Burn, {words.percent(now['burn'], 1)}")


def _rolling_card(code: str, name: str, values: Sequence[float | None], definitions: Definitions, reason: str) -> Card:
    return _drawn(name, values, definitions, code, reason, is_percent=True)


def _drawn(
    name: str,
    values: Sequence[float | None],
    definitions: Definitions,
    code: str,
    reason: str,
    *,
    is_percent: bool,
) -> Card:
    definition = definition_of(definitions, code)
    now = values[-1] if values else None
    before = values[-1 - BACK] if len(values) > BACK else None
    change = now - before if now is not None and before is not None else None
    level = level_of_value(definition, now)
    return Card(
        name=name,
        value=words.number(now * 100, 1) if is_percent and now is not None else words.ratio(now),
        unit="%" if is_percent and now is not None else "",
        level=level,
        word=WORDS[level],
        target=target_words(definition, is_percent=is_percent),
        change=f"{words.signed(change * 100, 1)} pts" if is_percent and change is not None else words.signed(change, 2),
        reason=reason,
        explanation=explained(definitions, code),
        trend=values[-TREND_WEEKS:],
    )


def _hours_card(weeks: Sequence[Row]) -> Card:
    values = [row["last_4_weeks_hours"] for row in weeks]
    now, before = values[-1], values[-1 - BACK] if len(values) > BACK else None
    change = now - before if before is not None else None
    reason = _compared(change, before)
    return Card(
        "Hours worked",
        words.number(now),
        "h",
        "note",
        "4 weeks",
        words.NOTHING,
        f"{words.signed(change)} h",
        reason,
        "Hours recognized in the last four weeks.",
        values[-TREND_WEEKS:],
    )


def _compared(change: float | None, before: float | None) -> str:
    if not before or change is None:
        return "There are no earlier weeks to compare with."
    share = abs(change) / before
    if share < 0.005:  # noqa: PLR2004 - shown in whole percent
        return "As many as in the four weeks before."
    return f"{words.percent(share)} {'more' if change > 0 else 'fewer'} than in the four weeks before."


def _four_weeks(rows: Sequence[Row]) -> tuple[float | None, float | None]:
    """(utilization, bench) of the last four rows, as ratios of sums; None without capacity."""
    last = rows[-BACK:]
    capacity = sum(row["capacity_hours"] for row in last)
    if not capacity:
        return None, None
    return sum(row["billable_hours"] for row in last) / capacity, 1 - sum(
        row["assigned_hours"] for row in last
    ) / capacity


def _hours_sentence(rows: Sequence[Row], field: str, word: str) -> str:
    last = rows[-BACK:]
    if not last:
        return "Nobody internal is in scope."
    hours, capacity = sum(row[field] for row in last), sum(row["capacity_hours"] for row in last)
    return f"{words.number(hours)} h {word} of {words.number(capacity)} h that internals have, 4 weeks."
