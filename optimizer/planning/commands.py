"""`prop planning`: what a year's target takes in people and money, and how sure that is."""

from pathlib import Path
from typing import Annotated

import typer

from optimizer.planning.analysis import commands as analysis
from optimizer.planning.demand import commands as demand
from optimizer.planning.options import Capacity, File, Json, OneScenario, Out, Timesheets

ALSO_SIDE_BY_SIDE = (
    "deals", "representatives", "marketing_spend_amount", "cac_amount", "ltv_cac_ratio", "payback_months",
    "delivery_people", "cost_amount_per_project",
)  # fmt: skip

planning = typer.Typer(no_args_is_help=True, help="Drivers and scenarios: revenue, headcount, investment, return.")


def register(app: typer.Typer) -> None:
    """Add ``prop planning template|drivers|scenarios|tornado|sweep|simulate|demand``."""
    analysis.register(planning)
    demand.register(planning)
    app.add_typer(planning, name="planning")


@planning.command()
def template(
    out: Annotated[Path, typer.Option("--out", help="the file to write: .toml, .csv or .xlsx")],
    force: Annotated[bool, typer.Option("--force", help="replace a file that is there")] = False,
) -> None:
    """Write an assumptions file of a made-up firm, with every driver's unit and meaning, to be filled in."""
    from config.errors import UsageError
    from optimizer.planning.files.template import write_template

    if out.exists() and not force:
        raise UsageError(f"--out {out} is there already. Nothing was written. Name another file, or add --force.")
    write_template(out)
    typer.echo(f"{out} is written. Replace its numbers by yours, then: prop planning scenarios {out}")


@planning.command()
def drivers(
    file: File,
    scenario: OneScenario = "base",
    timesheets: Timesheets = None,
    capacity: Capacity = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Sales, marketing and operations of one scenario, step by step."""
    from optimizer.planning.analysis.levers import levers
    from optimizer.planning.files.requested import read
    from optimizer.planning.scenarios import scenario_year, where_from
    from optimizer.planning.show import deliver, number_words, results_of, say, show, show_levers

    assumptions = read(file, timesheets, capacity, out)
    year = scenario_year(assumptions, scenario)
    moves = levers(assumptions, scenario)
    tables = {"measures": year.rows, "levers": moves, "sentences": year.sentences}
    results = results_of(assumptions, tables, scenario=scenario)
    if deliver(results, out, as_json=as_json):
        for group in dict.fromkeys(row.group for row in year.rows):
            mine = [(row.words, number_words(row.value, row.unit), row.unit) for row in year.rows if row.group == group]
            show(f"{scenario}: {group}, amounts in {assumptions.currency}", ("", "value", "unit"), mine)
        if moves:
            show_levers(moves)
        say([*year.sentences, *where_from(assumptions)])


@planning.command()
def scenarios(
    file: File, timesheets: Timesheets = None, capacity: Capacity = None, out: Out = None, as_json: Json = False
) -> None:
    """Every scenario's revenue, headcount, investment and return, side by side."""
    from optimizer.planning.files.requested import read
    from optimizer.planning.scenarios import scenario_years, steps, where_from
    from optimizer.planning.show import deliver, number_words, results_of, say, show

    assumptions = read(file, timesheets, capacity, out)
    years = scenario_years(assumptions)
    more = steps(years, assumptions.currency)
    words = [*(line for year in years for line in year.sentences), *(row.sentence for row in more)]
    rows = [row for year in years for row in year.rows]
    results = results_of(assumptions, {"measures": rows, "steps": more, "sentences": words})
    if deliver(results, out, as_json=as_json):
        cells = [
            (same[0].words, *(number_words(row.value, row.unit) for row in same), same[0].unit)
            for same in zip(*(year.rows for year in years), strict=True)
            if same[0].group == "result" or same[0].measure in ALSO_SIDE_BY_SIDE
        ]
        names = [year.scenario for year in years]
        show(f"Scenarios, amounts in {assumptions.currency}", ("", *names, "unit"), cells)
        say([*words, *where_from(assumptions)])
