"""``python -m sql.contract --write | --check``: keep the page and the released snapshot as the views are."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from config.errors import PropError
from sql.contract.columns import Contract, current_contract
from sql.contract.markdown import PAGE, page
from sql.contract.released import RELEASED_FILE, breaches, released, snapshot


def main(
    *,
    write: Annotated[bool, typer.Option("--write", help="write the page and the snapshot of what is released")] = False,
    check: Annotated[bool, typer.Option("--check", help="exit code 1 where they are not as the views are")] = False,
) -> None:
    """The contract of the bi views: powerbi/CONTRACT.md and sql/bi/released.toml."""
    if write == check:
        raise typer.BadParameter("say either --write or --check")
    try:
        contract = current_contract()
    except PropError as error:
        refuse([str(error)], error.exit_code)
    faults = breaches(contract, *released()) if RELEASED_FILE.is_file() else []
    if faults:
        refuse([*faults, "Nothing was written. The version stands in sql/bi/columns.toml."])
    wanted = texts(contract)
    if write:
        for path, text in wanted.items():
            path.write_text(text, encoding="utf-8", newline="\n")
    stale = [path.name for path, text in wanted.items() if path.read_text(encoding="utf-8") != text]
    if stale:
        refuse([f"{', '.join(stale)}: not as the views are. Nothing was written. `--write` mends it."])
    typer.echo(f"{PAGE.name}: version {contract.version}, {len(contract.views)} views")


def texts(contract: Contract) -> dict[Path, str]:
    """What the generated files should hold."""
    return {PAGE: page(contract), RELEASED_FILE: snapshot(contract)}


def refuse(sentences: list[str], exit_code: int = 1) -> NoReturn:
    """Say why, and end."""
    typer.echo("\n".join(sentences), err=True)
    raise typer.Exit(exit_code)


if __name__ == "__main__":
    typer.run(main)
