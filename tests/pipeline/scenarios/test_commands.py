"""`prop scenario` where there is nothing to work on."""

import pytest
import typer
from typer.testing import CliRunner

from config.errors import DatabaseError
from pipeline.scenarios.commands import register


def test_a_database_without_a_schema_is_told_in_words(tmp_path):
    app = typer.Typer()
    register(app)
    with pytest.raises(DatabaseError, match="has no PROP schema"):
        CliRunner().invoke(
            app, ["scenario", "list", "--database", f"duckdb:///{tmp_path / 'none.duckdb'}"], catch_exceptions=False
        )
