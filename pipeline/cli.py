"""The `prop` command: one door to every room, and one way to say what went wrong."""

import sys
from importlib.metadata import entry_points, version
from typing import Annotated

import typer

from config.errors import PropError
from sql.session_scope import service

GROUP = "prop.commands"
STOPPED_EXIT_CODE = 130
UNEXPECTED_EXIT_CODE = 70


class Options:
    """What was asked for in front of the command."""

    is_debug = False


def build(options: Options) -> tuple[typer.Typer, dict[str, Exception]]:
    """The application with the commands of every room that loads, and why the other rooms do not."""
    app = typer.Typer(
        name="prop",
        help="PROP plans the people and the money of a professional-services firm.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )

    @app.callback()
    def _before_every_command(
        debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")] = False,
        _version: Annotated[
            bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version and leave.")
        ] = False,
    ) -> None:
        from config.logging import configure  # noqa: PLC0415 (`prop --help` needs no logs)

        options.is_debug = debug
        configure()

    return app, register_rooms(app)


def register_rooms(app: typer.Typer) -> dict[str, Exception]:
    """Let every room of the entry-point group add its commands; room -> error for those that cannot be imported."""
    broken: dict[str, Exception] = {}
    for room in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            register = room.load()
        except Exception as error:  # noqa: BLE001 (one broken room must not take `prop doctor` away)
            broken[room.module] = error
        else:
            register(app)
    return broken


def main(arguments: list[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments
        The words after ``prop``; those of the process by default.

    Returns
    -------
    int
        0, the exit code of a `PropError`, 2 for words that make no command, 70 for an unexpected error, 130 for Ctrl-C.
    """
    options = Options()
    try:
        app, broken = build(options)
        for room, error in broken.items():
            _say(f"{room} cannot be imported, so its commands are missing: {error}. See: prop doctor")
        with service():  # the dashboard's threads begin with nobody, and act for their readers
            app(arguments, prog_name="prop")
    except SystemExit as ended:
        return _exit_code(ended)
    except KeyboardInterrupt:
        return _stopped()
    except PropError as error:
        _say(str(error))
        return error.exit_code
    except Exception as error:  # noqa: BLE001 (the last line of defense: log it, say one sentence)
        return _unexpected(error, arguments or sys.argv[1:], is_debug=options.is_debug)
    return 0


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"prop {version('prop')}")
        raise typer.Exit


def _exit_code(ended: SystemExit) -> int:
    code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return _stopped() if code == STOPPED_EXIT_CODE else code


def _stopped() -> int:
    _say("Stopped by Ctrl-C: what was not finished is not published, and what was published before stays.")
    return STOPPED_EXIT_CODE


def _unexpected(error: Exception, arguments: list[str], *, is_debug: bool) -> int:
    """Log the error under a reference, and tell the reader the reference alone."""
    import structlog  # noqa: PLC0415 (only when it is needed)

    from config.logging import configure, new_correlation_id  # noqa: PLC0415

    reference, file = new_correlation_id(), configure()
    structlog.get_logger("prop").error(
        "unexpected error", reference=reference, arguments=arguments, exc_info=(type(error), error, error.__traceback__)
    )
    if is_debug:
        import traceback  # noqa: PLC0415

        traceback.print_exception(error)
    where = f"the details are in {file}" if file else "the details are above"
    _say(f"PROP met an error that it did not foresee (reference {reference}); {where}, or add --debug after prop.")
    return UNEXPECTED_EXIT_CODE


def _say(sentence: str) -> None:
    """One message on standard error, wrapped by the terminal alone, so that paths and names can be copied."""
    typer.secho(sentence, err=True, fg=typer.colors.RED)


if __name__ == "__main__":
    sys.exit(main())
