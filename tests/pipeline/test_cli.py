import json
import subprocess
import sys
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest
import typer

from config.errors import PropError
from pipeline import cli

ROOT = Path(__file__).resolve().parents[2]


class ClosedError(PropError):
    exit_code = 9


@pytest.fixture
def command_that(monkeypatch):
    """Adds `prop try`, which does what it is given."""

    def add(action):
        def register(app: typer.Typer):
            app.command("try")(action)
            app.command("other")(lambda: None)
            return {}

        monkeypatch.setattr(cli, "register_rooms", register)

    return add


def test_every_room_adds_its_commands():
    for room in entry_points(group=cli.GROUP):
        assert callable(room.load()), room.name
    assert not cli.register_rooms(typer.Typer())


def test_version_is_that_of_the_package(capsys):
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"prop {version('prop')}\n"


def test_an_error_for_people_is_its_message_and_its_exit_code(command_that, capsys):
    def close():
        raise ClosedError("The shop is closed. Nothing was sold. Come back on Monday.")

    command_that(close)
    assert cli.main(["try"]) == 9
    said = capsys.readouterr()
    assert said.err == "The shop is closed. Nothing was sold. Come back on Monday.\n"
    assert said.out == ""


def test_ctrl_c_is_one_sentence_and_130(command_that, capsys):
    def press():
        raise KeyboardInterrupt

    command_that(press)
    assert cli.main(["try"]) == 130
    assert capsys.readouterr().err.count("\n") == 1


def test_an_unforeseen_error_is_a_reference_and_the_details_are_logged(command_that, capsys, tmp_path):
    def break_down():
        raise ZeroDivisionError("the inside of PROP")

    command_that(break_down)
    assert cli.main(["try"]) == 70
    said = capsys.readouterr().err
    assert "the inside of PROP" not in said
    assert "Traceback" not in said
    (entry,) = [json.loads(line) for line in (tmp_path / "prop.jsonl").read_text(encoding="utf-8").splitlines()]
    assert f"(reference {entry['reference']})" in said
    assert "ZeroDivisionError: the inside of PROP" in entry["exception"]


def test_debug_shows_the_traceback(command_that, capsys):
    def break_down():
        raise ZeroDivisionError("the inside of PROP")

    command_that(break_down)
    assert cli.main(["--debug", "try"]) == 70
    assert "ZeroDivisionError: the inside of PROP" in capsys.readouterr().err


def test_a_command_s_own_exit_code_is_kept(command_that):
    def leave():
        raise typer.Exit(3)

    command_that(leave)
    assert cli.main(["try"]) == 3


def test_words_that_make_no_command_are_2(command_that):
    command_that(lambda: None)
    assert cli.main(["nothing-like-it"]) == 2


def test_a_room_that_cannot_be_imported_is_named_and_the_others_work(monkeypatch, capsys):
    class Broken:
        name, module = "broken", "broken.commands"

        def load(self):
            raise ImportError("No module named 'broken'")

    class Sound:
        name, module = "sound", "sound.commands"

        def load(self):
            def register(app):
                app.command("hello")(lambda: typer.echo("hello"))
                app.command("other")(lambda: None)

            return register

    monkeypatch.setattr(cli, "entry_points", lambda **_group: [Broken(), Sound()])
    assert cli.main(["hello"]) == 0
    said = capsys.readouterr()
    assert said.out == "hello\n"
    assert "broken.commands cannot be imported, so its commands are missing: No module named 'broken'" in said.err


def test_help_needs_no_solver_no_database_and_no_frames():
    code = (
        "import sys; from pipeline.cli import main; main(['--help']); "
        "heavy = {'pandas', 'duckdb', 'sqlalchemy', 'pulp', 'highspy', 'dash', 'apscheduler', 'pyarrow', 'numpy'}; "
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
