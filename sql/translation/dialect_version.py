"""Which translation DuckDB's views were made with: they are made anew when it changes."""

import hashlib
from functools import lru_cache
from importlib.metadata import version

from sql.files import SQL_ROOT, SqlFile

TRANSLATION = ("dialect", "inferred_types", "joined_changes", "portability", "products", "ratios", "rewrites", "tables")


@lru_cache
def dialect_file() -> SqlFile:
    """The translation as a file of its own: its fingerprint covers these modules and sqlglot."""
    digest = hashlib.sha256(version("sqlglot").encode())
    for module in TRANSLATION:
        digest.update((SQL_ROOT / "translation" / f"{module}.py").read_text(encoding="utf-8").encode())
    return SqlFile("dialect.translation", digest.hexdigest())
