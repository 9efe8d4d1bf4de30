"""The T-SQL files: what they are called, in which order they are applied, and how a change is noticed."""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from config.errors import UsageError
from sql.errors import COMMENT

SQL_ROOT = Path(__file__).resolve().parent
DESCRIPTIONS = "server/descriptions/*.property.sql"
STORAGE_TYPES = {"page", "columnstore"}
"""Ways to store a table that a deployment applies where it is asked to; see sql/server/storage."""
APPLIED_TYPES = {"view", "seed", "proc", "function", "role", "permission", "policy", "property"} | STORAGE_TYPES
NAMED_WITH_TYPE = {"seed", "permission", "property"} | STORAGE_TYPES


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
    def subject(self) -> str:
        """What the file is about: ``schema.object``, or the name of a role."""
        return self.path.rpartition("/")[2].removesuffix(".sql").rpartition(".")[0]

    @property
    def object_name(self) -> str:
        """The subject; a seed and what else comes beside an object keep their type, to be told apart from it."""
        return f"{self.subject}.{self.object_type}" if self.object_type in NAMED_WITH_TYPE else self.subject

    @cached_property
    def sha256(self) -> str:
        """The text's fingerprint, whatever line endings the checkout has."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def is_server_only(self) -> bool:
        """Whether only SQL Server has this kind of object, or such a part of a migration (``*.server.sql``)."""
        return self.path.startswith("server/") or self.path.endswith(".server.sql")

    @property
    def is_storage(self) -> bool:
        """Whether it is one of the storage options, which are off unless asked for."""
        return self.object_type in STORAGE_TYPES

    def reads(self, names: set[str]) -> set[str]:
        """Which of the named objects the text mentions outside of comments."""
        words = set(re.findall(r"[a-z_]\w*\.[a-z_]\w*", COMMENT.sub(" ", self.text), re.IGNORECASE))
        return {name for name in names if name in words and name != self.object_name}


@dataclass(frozen=True)
class SqlTree:
    """A folder of T-SQL: the project's own, or a test's.

    ``leave_out`` are patterns of paths (``server/*.policy.sql``) that a firm or a server does without.
    """

    root: Path = SQL_ROOT
    leave_out: tuple[str, ...] = ()

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

    def without(self, patterns: Collection[str]) -> "SqlTree":
        """The same files but for those whose path matches a pattern."""
        return replace(self, leave_out=(*self.leave_out, *patterns))

    def without_matching(self, patterns: Collection[str]) -> "SqlTree":
        """As `without`, for patterns that somebody typed.

        Raises
        ------
        UsageError
            A pattern matches no file.
        """
        paths = [*(file.path for file in self.every_object()), DESCRIPTIONS]
        for pattern in patterns:
            if not any(fnmatchcase(path, pattern) for path in paths):
                raise UsageError(
                    f"--leave-out {pattern}: no file matches. Nothing was changed. Say a path of sql/build_order.txt, "
                    f"or a pattern such as server/*.policy.sql; {DESCRIPTIONS} stands for the generated descriptions."
                )
        return self.without(patterns)

    def leaves_out(self, path: str) -> bool:
        """Whether a file is one of those that are not deployed."""
        return any(fnmatchcase(path, pattern) for pattern in self.leave_out)

    def left_out(self) -> list[SqlFile]:
        """The files that are not deployed because somebody said so."""
        return [file for file in self.every_object() if self.leaves_out(file.path)]

    def build_order(self) -> list[SqlFile]:
        """Views, seeds and what only SQL Server has, in the order of ``build_order.txt``; no storage options.

        Raises
        ------
        UsageError
            A listed file is missing, listed twice, or a file is not listed.
        """
        return [file for file in self.every_object() if not (file.is_storage or self.leaves_out(file.path))]

    def storage(self, options: Collection[str]) -> list[SqlFile]:
        """The files of some storage options."""
        return [file for file in self.every_object() if file.object_type in options and not self.leaves_out(file.path)]

    def every_object(self) -> list[SqlFile]:
        """Every line of ``build_order.txt``; see `build_order`."""
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
