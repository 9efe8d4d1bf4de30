"""`prop powerbi refresh`, `prop powerbi check` and `prop export powerbi`."""

from pathlib import Path
from typing import Annotated

import typer

DatabaseOption = Annotated[str | None, typer.Option("--database", help="SQLAlchemy URL; PROP_DATABASE_URL by default.")]
TableOption = Annotated[
    list[str] | None,
    typer.Option("--table", help="Only this table, or TABLE/PARTITION; may be repeated; needs a capacity."),
]
AllOption = Annotated[
    bool, typer.Option("--all-partitions", help="Read old weeks again too, not only those of the refresh policies.")
]
WaitOption = Annotated[bool, typer.Option("--wait/--no-wait", help="Wait until the service has refreshed the model.")]
RecordOption = Annotated[
    bool, typer.Option("--record/--no-record", help="Note it in the newest published run, which Runs & data shows.")
]


def register(app: typer.Typer) -> None:
    """Add the commands about Power BI to `prop`."""
    powerbi = typer.Typer(help="The Power BI model: refresh it, check its project.", no_args_is_help=True)
    powerbi.command("refresh")(refresh)
    powerbi.command("check")(check)
    app.add_typer(powerbi, name="powerbi")
    export = typer.Typer(help="Files for other programs.", no_args_is_help=True)
    export.command("powerbi")(export_powerbi)
    app.add_typer(export, name="export")


def refresh(
    table: TableOption = None,
    all_partitions: AllOption = False,
    wait: WaitOption = True,
    record: RecordOption = True,
    database: DatabaseOption = None,
) -> None:
    """Refresh the model now, as the last step of every published run does."""
    from rich.console import Console

    from config.settings import settings
    from pipeline.powerbi.again import refresh_again
    from powerbi.refresh import refresh as refresh_model
    from powerbi.settings import read_settings, refresh_objects
    from sql.engine import open_database

    powerbi, objects, console = read_settings(), refresh_objects(table or []), Console()
    powerbi.require()
    if all_partitions:
        powerbi = powerbi.model_copy(update={"apply_refresh_policy": False})
    if not record:
        with console.status("Power BI refresh"):
            done = refresh_model(powerbi, objects=objects, is_waiting=wait)
        console.print(done.sentence())
        return
    opened = open_database(database or settings().database_url)
    try:
        with console.status("Power BI refresh"):
            told = refresh_again(opened, powerbi, objects, is_waiting=wait)
        console.print(told, soft_wrap=True, markup=False)
    finally:
        opened.close()


def check(
    folder: Annotated[
        Path | None, typer.Option(help="Folder of the project; the installed one by default.", file_okay=False)
    ] = None,
    database: DatabaseOption = None,
) -> None:
    """Compare the project with the views that are deployed; nothing is asked of the service."""
    from rich.console import Console

    from config.errors import PropError
    from config.settings import settings
    from pipeline.findings import show
    from pipeline.powerbi.check import check_project, deployed_columns
    from powerbi.project import PROJECT_FOLDER
    from sql.engine import open_database

    console, deployed = Console(), None
    try:
        opened = open_database(database or settings().database_url, read_only=True)
        try:
            deployed = deployed_columns(opened)
        finally:
            opened.close()
    except PropError as error:
        if database is not None:
            raise
        console.print(f"{error}", style="yellow", markup=False, soft_wrap=True)
    findings = check_project(folder or PROJECT_FOLDER, deployed)
    show(findings, console, all_good="The project fits.")
    if any(finding.is_blocking for finding in findings):
        raise typer.Exit(1)


def export_powerbi(
    folder: Annotated[Path, typer.Argument(help="Where the Parquet files and the project go.", file_okay=False)],
    replace_model: Annotated[
        bool, typer.Option("--replace-model", help="Write the project anew; what was changed in it is lost.")
    ] = False,
    database: DatabaseOption = None,
) -> None:
    """Write the views of Power BI as Parquet files, and a project that reads them: for firms without SQL Server."""
    from rich.console import Console

    from config.settings import settings
    from pipeline.powerbi.export import SCOPE, export
    from sql.engine import open_database

    console = Console()
    opened = open_database(database or settings().database_url)
    try:
        with console.status("views") as status:
            done = export(
                opened, folder, is_model_replaced=replace_model, on_view=lambda name: status.update(f"bi.{name}")
            )
    finally:
        opened.close()
    state = done.state
    console.print(
        f"{len(done.views)} views, {done.row_count:,} rows, as of {state.as_of_date or '–'}, batch "
        f"{state.batch_id or '–'}, run {state.run_id or '–'}: {done.folder}",
        soft_wrap=True,
    )
    model = (
        "The project is new: open PROP.pbip"
        if done.has_new_model
        else "The project that was there is kept; --replace-model"
    )
    console.print(f"{model}. The parameter Folder is the path of its folder data as Power BI sees it.", soft_wrap=True)
    console.print(f"Attention: {SCOPE}. Give the folder to those alone who may see the whole firm.", style="yellow")
