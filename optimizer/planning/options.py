"""Arguments and options that the commands of `prop planning` share."""

from pathlib import Path
from typing import Annotated

import typer

File = Annotated[Path, typer.Argument(help="assumptions: .toml, .csv or .xlsx (`prop planning template` writes one)")]
Json = Annotated[bool, typer.Option("--json", help="print one JSON object")]
Out = Annotated[Path | None, typer.Option("--out", help="also write the result: .json, .csv or .xlsx")]
Timesheets = Annotated[Path | None, typer.Option(help="CSV to learn projects from; needs --capacity")]
Capacity = Annotated[Path | None, typer.Option(help="CSV of capacity_hours by employee and week; needs --timesheets")]
OneScenario = Annotated[str, typer.Option("--scenario", help="whose values the others keep")]
