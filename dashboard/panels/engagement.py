"""What “Engagement” shows."""

import dash_bootstrap_components as dbc
from dash import html

from dashboard.auth.reader import Reader
from dashboard.components import words
from dashboard.components.charts import chart, panel
from dashboard.components.notices import notice
from dashboard.components.status import level_of
from dashboard.components.tiles import tile, tiles
from dashboard.figures.columns import side_by_side
from dashboard.figures.trend import trend
from dashboard.kpi_level import WORDS, explained, level_of_value
from dashboard.page_tables.engagement import PLAN_COLUMNS, WEEK_COLUMNS
from dashboard.portfolio_cards import value_reason
from dashboard.queries import engagement as queries
from dashboard.queries import portfolio, staffing_plan
from dashboard.queries.runs import newest_run
from dashboard.tables import Row

METHODS = {
    "physical": "reported progress",
    "hours_etc": "hours and hours to go",
    "milestone": "milestones",
    "cpi_proxy": "cost, as a proxy",
    "mixed": "several methods",
}
NO_PLAN = "Run `prop run staffing`, or press “Run now” on “Runs & data”."


def verdict(engagement: Row) -> dbc.Alert | html.Div:
    """The health cell and its sentence."""
    word = engagement["health"]
    if word is None:
        return notice(
            "none" if engagement["health_reason"] is None else "note",
            html.B("No health yet"),
            engagement["health_reason"] or "Nothing was worked on it up to the reporting date.",
        )
    return notice(level_of(word), html.B(word), engagement["health_sentence"])


def facts(reader: Reader, engagement: Row) -> html.Div:
    """Schedule, value, budget and completion."""
    definitions = {row["kpi_code"]: row for row in portfolio.definitions(reader)}
    currency = engagement["currency"]
    spi_level = level_of_value(definitions.get("spi"), engagement["spi"])
    burn_level = level_of_value(definitions.get("burn"), engagement["burn"])
    left = engagement["vac_amount"]
    return tiles(
        tile(
            "Schedule (SPI)",
            words.ratio(engagement["spi"]),
            spi_level,
            WORDS[spi_level],
            engagement["spi_reason"]
            or f"Earned by {METHODS.get(engagement['ev_method'], 'no known method')}; "
            f"due by the {engagement['schedule_baseline'] or 'missing'} baseline.",
            explanation=explained(definitions, "spi"),
        ),
        tile(
            "Value (VEC)",
            words.percent(engagement["vec"], 1),
            level_of(engagement["health"]),
            engagement["health"] or "No value",
            value_reason(engagement["vec"], engagement["burn"]),
            explanation=explained(definitions, "vec"),
        ),
        tile(
            "Budget used (Burn)",
            words.percent(engagement["burn"], 1),
            burn_level,
            WORDS[burn_level],
            f"{words.money(engagement['ac_amount'], currency)} of {words.money(engagement['bac_amount'], currency)}.",
            explanation=explained(definitions, "burn"),
        ),
        tile(
            "At completion",
            words.money(engagement["eac_amount"], currency),
            "none" if left is None else "good" if left >= 0 else "bad",
            "No value" if left is None else "within budget" if left >= 0 else "over budget",
            f"{words.money(abs(left), currency)} {'left' if left >= 0 else 'beyond'} if it goes on like this."
            if left is not None
            else "No cost performance yet.",
            explanation=explained(definitions, "eac"),
        ),
    )


def progress(weeks: list[Row]) -> dbc.Col:
    """SPI, VEC and Burn over time."""
    known = [row for row in weeks if row["spi"] is not None]
    now = known[-1]["spi"] if known else None
    before = known[-5]["spi"] if len(known) > 4 else None  # noqa: PLR2004 - four weeks ago
    if now is None:
        title = "No schedule is due yet"
    elif before is None or abs(now - before) < 0.01:  # noqa: PLR2004 - shown to two decimals
        title = f"SPI stands at {words.ratio(now)}"
    else:
        way = "up" if now > before else "down"
        title = f"SPI is {words.ratio(now)}, {way} {words.ratio(abs(now - before))} in four weeks"
    figure = trend(weeks, [("spi", "SPI"), ("vec", "VEC"), ("burn", "Burn")], target=(1.0, "on schedule"))
    return chart(
        title,
        figure,
        summary="To date, at the end of each week. A phase that begins brings its budget, so that Burn falls then.",
        rows=weeks[::-1],
        columns=WEEK_COLUMNS,
        span=7,
        height=340,
        advice="Nothing was worked on it up to the reporting date.",
    )


def plan(reader: Reader, engagement: Row) -> dbc.Col:
    """Booked and recommended hours by week."""
    run_id = newest_run(reader, "staffing")
    rows = queries.plan_weeks(reader, engagement_id=engagement["engagement_id"], run_id=run_id) if run_id else []
    for row in rows:
        row["week"] = words.week(row["week_start_date"])
    change = sum(row["recommended_hours"] - row["current_hours"] for row in rows)
    title = (
        f"The plan gives it {words.signed(change)} h over {words.count(len(rows), 'week')}"
        if rows
        else "The newest plan has no hours for it"
    )
    outcome = (
        staffing_plan.outcomes(reader, run_id=run_id, engagement=engagement["engagement_source_id"]) if run_id else []
    )
    figure = side_by_side(
        rows, name="week", left=("current_hours", "Booked now"), right=("recommended_hours", "Recommended")
    )
    return chart(
        title,
        figure,
        summary=outcome[0]["sentence"] if outcome else "Hours by week.",
        rows=rows,
        columns=PLAN_COLUMNS,
        span=5,
        height=340,
        advice=NO_PLAN,
    )


def phase_title(phases: list[Row]) -> str:
    """Which phases need attention, in a sentence."""
    ill = [row["phase_name"] for row in phases if row["health"] in {"Critical", "Warning"}]
    return (
        f"{words.listing(ill, 2)} {'need' if len(ill) > 1 else 'needs'} attention"
        if ill
        else f"None of {words.count(len(phases), 'phase')} is in warning"
    )


def people_title(people: list[Row]) -> str:
    """How many are booked, in a sentence."""
    booked = sum(bool(row["booked_hours"]) for row in people)
    return f"{words.count(booked, 'person is', 'people are')} booked on it in the next weeks"


def record(engagement: Row) -> dbc.Col:
    """Who, when, and how important."""
    facts = (
        ("Client", engagement["client_name"]),
        ("Practice", engagement["practice_name"]),
        ("Partner", engagement["partner_name"]),
        ("Status", engagement["engagement_status"]),
        ("Start", words.day(engagement["start_date"])),
        ("End", words.day(engagement["end_date"])),
        ("Strategic weight", words.ratio(engagement["strategic_weight"])),
        ("Risk coefficient", words.ratio(engagement["risk_coefficient"])),
    )
    terms = [html.Div([html.Dt(name), html.Dd(value or words.NOTHING)]) for name, value in facts]
    return panel("What is known about it", html.Dl(terms, className="facts"), span=4)
