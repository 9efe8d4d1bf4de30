"""The T-SQL files: what they are called, in which order they are applied, and how a change is noticed."""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from config.errors import UsageError
from sql.errors import COMMENT

SQL_ROOT = Path(__file__).resolve().parent
APPLIED_TYPES = {"view", "seed", "proc", "function", "role", "policy", "index", "property"}


@dataclass(frozen=True)
class SqlFile:
    """One T-SQL file; ``path`` is relative to the room ``sql``, with forward slashes."""

    path: str
    text: str

    @property
    def object_type(self) -> str:
        """``view``, ``seed``, ``table`` …: the part of the name before ``.sql``."""
        return self.path.removesuffix(".sql").rpartition(".")[2]

    @property
    def object_name(self) -> str:
        """``schema.object``; a seed keeps its type, so that it is told apart from its table."""
        stem = self.path.rpartition("/")[2].removesuffix(".sql")
        return stem if self.object_type == "seed" else stem.rpartition(".")[0]

    @cached_property
    def sha256(self) -> str:
        """The text's fingerprint, whatever line endings the checkout has."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def is_server_only(self) -> bool:
        """Whether only SQL Server has this kind of object."""
        return self.path.startswith("server/")

    def reads(self, names: set[str]) -> set[str]:
        """Which of the named objects the text mentions outside of comments."""
        words = set(re.findall(r"[a-z_]\w*\.[a-z_]\w*", COMMENT.sub(" ", self.text), re.IGNORECASE))
        return {name for name in names if name in words and name != self.object_name}


@dataclass(frozen=True)
class SqlTree:
    """A folder of T-SQL: the project's own, or a test's."""

    root: Path = SQL_ROOT

    def file(self, path: str) -> SqlFile:
        """One file.

        Raises
        ------
        UsageError
            It is missing.
        """
        full = self.root / path
        if not full.is_file():
            raise UsageError(
                f"sql/{path} is missing. Nothing was deployed. Restore it, or take its line out of the list."
            )
        return SqlFile(path, full.read_text(encoding="utf-8").replace("\r\n", "\n"))

    def listed(self, list_path: str) -> list[str]:
        """The lines of an order file, without blanks and ``#`` comments."""
        lines = (self.root / list_path).read_text(encoding="utf-8").splitlines()
        return [line.strip() for line in lines if line.strip() and not line.startswith("#")]

    def build_order(self) -> list[SqlFile]:
        """Views, seeds and what only SQL Server has, in the order of ``build_order.txt``.

        Raises
        ------
        UsageError
            A listed file is missing, listed twice, or a file is not listed.
        """
        paths = self.listed("build_order.txt")
        twice = sorted({path for path in paths if paths.count(path) > 1})
        present = {path.relative_to(self.root).as_posix() for path in self.root.rglob("*.sql")}
        unlisted = sorted(
            path for path in present if SqlFile(path, "").object_type in APPLIED_TYPES and path not in paths
        )
        if twice or unlisted:
            raise UsageError(
                f"sql/build_order.txt lists {twice or 'nothing'} twice and lacks {unlisted or 'nothing'}. "
                "Nothing was deployed. List every view and seed once, after what it reads."
            )
        return [self.file(path) for path in paths]

    def migration_scripts(self, folder: str) -> list[SqlFile]:
        """The scripts of one migration, in the order of its ``order.txt``."""
        return [self.file(f"migrations/{folder}/{name}") for name in self.listed(f"migrations/{folder}/order.txt")]
