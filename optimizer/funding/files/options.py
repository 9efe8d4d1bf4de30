"""The options that every command about funding requests knows, and the data that they name."""

from pathlib import Path
from typing import Annotated

import typer

Requests = Annotated[Path, typer.Argument(help="CSV file, one line per request")]
Constraints = Annotated[Path, typer.Option("--constraints", help="CSV file, one line per limit")]
Objective = Annotated[str, typer.Option(help="what is maximised, as in solve")]
History = Annotated[Path | None, typer.Option(help="CSV file of past years: earlier returns and how far they spread")]
Metrics = Annotated[Path | None, typer.Option(help="CSV file of daily metrics: utilization today")]
Currency = Annotated[str | None, typer.Option(help="of the amounts, where the files do not say it; USD")]
TimeLimit = Annotated[float, typer.Option(min=1, help="seconds of each decision")]
Workers = Annotated[int | None, typer.Option(min=1, help="decisions at once; by default what pays")]
Out = Annotated[Path | None, typer.Option(help="CSV file to write")]
Json = Annotated[bool, typer.Option("--json", help="print JSON")]
