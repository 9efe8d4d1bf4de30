"""What “Funding” shows."""

import dash_bootstrap_components as dbc
from dash import html

from dashboard.auth.reader import Reader
from dashboard.components import words
from dashboard.components.charts import chart
from dashboard.components.tiles import tile, tiles
from dashboard.figures.bars import asked_and_given, bars
from dashboard.figures.ranges import ranges as range_bars
from dashboard.queries.money_answers import ranges as ranges_of
from dashboard.queries.runs import newest_run
from dashboard.tables import Column, Row

NO_DECISION = "Load funding requests, then run `prop run funding` or press “Run now” on “Runs & data”."
NO_DRAWS = "The run had no time to draw. Give it more: `PROP_FUNDING_ANSWERS_SECONDS`."
SUBJECT_WORDS = {
    "plan": "The decision",
    "last decision": "The decision before",
    "decided anew": "Had luck been known",
}
RANGE_COLUMNS = (
    Column("measure", "Return of"),
    Column("p10_value", "A tenth below", "money"),
    Column("p50_value", "Half below", "money"),
    Column("p90_value", "Nine tenths below", "money"),
    Column("target_value", "Wanted", "money"),
    Column("target_probability_ratio", "Reached", "percent"),
)


def facts(requests: list[Row], strategies: list[Row]) -> html.Div:
    """How much is funded, what it returns, and how much more than the next best way."""
    asked, given = sum(row["requested_amount"] for row in requests), sum(row["funded_amount"] for row in requests)
    back = sum(row["expected_return_amount"] for row in requests)
    funded = sum(row["is_funded"] for row in requests)
    currency = next((row["currency"] for row in requests), "")
    others = [row for row in strategies if not row["is_chosen"]]
    best = max(others, key=lambda row: row["expected_return_amount"], default=None)
    return tiles(
        tile(
            "Funded",
            words.money(given, currency),
            "good" if funded == len(requests) else "watch",
            f"{funded} of {len(requests)}",
            f"Of {words.money(asked, currency)} requested.",
        ),
        tile(
            "Expected return",
            words.money(back, currency),
            "note",
            f"{words.ratio(back / given)} per unit" if given else "none",
            "Of the money given, if the requests return what they say.",
        ),
        tile("Against other ways", words.NOTHING, "none", "not compared", "No other way to share it was compared.")
        if best is None
        else tile(
            "Against other ways",
            f"{words.signed((back - best['expected_return_amount']) / 1e3, 1)} k {currency}".strip(),
            "good" if back >= best["expected_return_amount"] else "note",
            "more return" if back >= best["expected_return_amount"] else "less return",
            f"Than the best of {words.count(len(others), 'other way')}: {best['strategy'].lower()}.",
        ),
    )


def requests(rows: list[Row]) -> dbc.Col:
    """Money requested and funded."""
    columns = (
        Column("service_line", "Service line"),
        Column("requested_amount", "Requested", "money"),
        Column("funded_amount", "Funded", "money"),
    )
    figure = asked_and_given(
        rows, name="service_line", asked=("requested_amount", "Requested"), given=("funded_amount", "Funded")
    )
    in_part = [row["service_line"] for row in rows if row["state"] == "In part"]
    return chart(
        funding_title(rows),
        figure,
        summary=f"In part: {words.listing(in_part)}.",
        rows=rows,
        columns=columns,
        span=6,
        height=height(rows),
        advice=NO_DECISION,
    )


def funding_title(rows: list[Row]) -> str:
    """Which requests get nothing, in a sentence."""
    refused = [row["service_line"] for row in rows if not row["is_funded"]]
    if not rows:
        return "Funding requests"
    return (
        f"{words.listing(refused, 2)} {'gets' if len(refused) == 1 else 'get'} nothing"
        if refused
        else f"All {len(rows)} requests are funded, at least in part"
    )


def strategies(rows: list[Row]) -> dbc.Col:
    """What the same money returns when it is shared otherwise."""
    columns = (Column("strategy", "Shared"), Column("expected_return_amount", "Return", "money"))
    ordered = sorted(rows, key=lambda row: -row["expected_return_amount"])
    title = f"{ordered[0]['strategy']} returns the most" if len(ordered) > 1 else "The same money, shared otherwise"
    return chart(
        title,
        bars(ordered, name="strategy", value="expected_return_amount", words="Return", form=".3~s"),
        summary="Expected return of the same money under the same limits.",
        rows=ordered,
        columns=columns,
        span=6,
        height=max(200, 44 * len(ordered) + 40),
        advice="No other way was compared.",
    )


def chances(rows: list[Row]) -> dbc.Col:
    """How often each request would be funded if luck were otherwise."""
    drawn = [row for row in rows if row["funded_ratio"] is not None]
    ordered = sorted(drawn, key=lambda row: -row["funded_ratio"])
    unsure = [row["service_line"] for row in drawn if row["is_funded"] and row["funded_ratio"] < 0.5]  # noqa: PLR2004
    title = (
        f"{words.listing(unsure, 2)} would lose the money in most draws"
        if unsure
        else "How often each request is funded, over all draws"
    )
    return chart(
        title,
        bars(ordered, name="service_line", value="funded_ratio", words="Funded in", form=".0%"),
        summary="Returns and successes are drawn at random, and the decision is taken anew in each draw.",
        rows=ordered,
        columns=(Column("service_line", "Service line"), Column("funded_ratio", "Funded in draws", "percent")),
        span=6,
        height=height(ordered),
        advice=NO_DRAWS,
    )


def draws(reader: Reader) -> dbc.Col:
    """Where the decision's return falls."""
    run_id = newest_run(reader, "funding")
    rows = ranges_of(reader, run_id=run_id, model="funding") if run_id else []
    for row in rows:
        row["measure"] = SUBJECT_WORDS.get(row["subject_name"], row["subject_name"])
    money = [row for row in rows if row["unit"] not in {"ratio", "requests"}]
    count = int(rows[0]["draw_count"]) if rows else 0
    return chart(
        f"What {words.count(count, 'draw')} of luck make of it" if rows else "What luck may make of it",
        range_bars(money, name="measure"),
        summary="What comes back: the bar holds 8 of 10 draws; wanted is what the funded requests promise.",
        rows=rows,
        columns=RANGE_COLUMNS,
        span=6,
        height=max(220, 56 * len(money) + 80),
        advice=NO_DRAWS,
    )


def height(rows: list[Row]) -> int:
    """Of a chart with a bar per row."""
    return max(240, 34 * len(rows) + 60)
