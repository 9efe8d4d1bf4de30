"""`prop planning tornado|sweep|simulate`: how sure a plan is."""

from typing import Annotated

import typer

from optimizer.planning.options import Capacity, File, Json, OneScenario, Out, Timesheets


def register(planning: typer.Typer) -> None:
    """Add ``tornado``, ``sweep`` and ``simulate`` to the planning commands."""
    planning.command("tornado")(tornado)
    planning.command("sweep")(sweep)
    planning.command("simulate")(simulate)


def tornado(
    file: File,
    scenario: OneScenario = "base",
    measure: Annotated[
        str, typer.Option(help="what is looked at, such as profit_amount or headcount")
    ] = "profit_amount",
    timesheets: Timesheets = None,
    capacity: Capacity = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Each driver from its low to its high, the widest swing first."""
    from optimizer.planning.analysis import tornado as room
    from optimizer.planning.files.requested import read
    from optimizer.planning.measures import measure_named
    from optimizer.planning.scenarios import where_from
    from optimizer.planning.show import deliver, number_words, results_of, say, short, show

    assumptions, unit = read(file, timesheets, capacity, out), measure_named(measure).unit
    rows = room.tornado(assumptions, scenario, measure)
    if deliver(results_of(assumptions, {"tornado": rows}, scenario=scenario, measure=measure), out, as_json=as_json):
        base = number_words(rows[0].base if rows else None, unit)
        shown = [
            (
                row.driver, f"{short(row.low)} … {short(row.high)}",
                *(number_words(value, unit) for value in (row.at_low, row.at_high, row.swing)),
            )
            for row in rows
        ]  # fmt: skip
        title = f"{scenario}: {measure} is {base} ({unit})"
        show(title, ("driver", "from … to", "at its low", "at its high", "swing"), shown, texts=2)
        say(where_from(assumptions))


def sweep(
    file: File,
    scenario: OneScenario = "base",
    driver: Annotated[
        list[str] | None,
        typer.Option(help="DRIVER=FROM:TO:POINTS or DRIVER=VALUE,…; once or twice; by default revenue and margin"),
    ] = None,
    measure: Annotated[list[str] | None, typer.Option(help="one or more; by default promised_return_ratio")] = None,
    timesheets: Timesheets = None,
    capacity: Capacity = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """One driver over a range, or two as a grid; revenue ±20 % and margin 15–35 % by default."""
    from optimizer.planning.analysis import sweep as room
    from optimizer.planning.analysis.show_sweep import show_sweep
    from optimizer.planning.files.requested import read
    from optimizer.planning.scenarios import where_from
    from optimizer.planning.show import deliver, results_of, say

    assumptions = read(file, timesheets, capacity, out)
    axes = [room.axis_of(text) for text in driver] if driver else list(room.STANDARD)
    rows = room.sweep(assumptions, scenario, axes, measure or ["promised_return_ratio"])
    if deliver(results_of(assumptions, {"sweep": rows}, scenario=scenario), out, as_json=as_json):
        show_sweep(rows)
        say(where_from(assumptions))


def simulate(
    file: File,
    scenario: Annotated[list[str] | None, typer.Option(help="one or more; all by default")] = None,
    target: Annotated[
        list[str] | None,
        typer.Option(help="MEASURE>=VALUE or MEASURE<=VALUE; by default the promised profit and revenue"),
    ] = None,
    measure: Annotated[str, typer.Option(help="whose causes and differences are shown")] = "reached_profit_amount",
    draws: Annotated[int, typer.Option(help="how many years are drawn")] = 10_000,
    seed: Annotated[int, typer.Option(help="where the random numbers begin; the same seed gives the same result")] = 1,
    timesheets: Timesheets = None,
    capacity: Capacity = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Draw all uncertain drivers at once: percentiles, chances of reaching targets, what ends the year first."""
    from optimizer.planning.analysis.show_verdict import show_verdict
    from optimizer.planning.analysis.simulation import draw
    from optimizer.planning.analysis.verdict import verdict
    from optimizer.planning.files.requested import read
    from optimizer.planning.scenarios import where_from
    from optimizer.planning.show import deliver, results_of, say

    assumptions = read(file, timesheets, capacity, out)
    names = scenario or [one.name for one in assumptions.scenarios]
    found = verdict(draw(assumptions, names, draws, seed), target, measure)
    results = results_of(assumptions, found.tables(), draws=draws, seed=seed)
    if deliver(results, out, as_json=as_json):
        show_verdict(found, assumptions.currency)
        say(where_from(assumptions))
