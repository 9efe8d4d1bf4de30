"""Logs: one JSON line per event in a file, readable lines on the terminal of a server, never a secret in either."""

import logging
import re
import sys
import uuid
from collections.abc import Mapping, MutableMapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import structlog
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

FILE_NAME = "prop.jsonl"
MAXIMUM_FILE_BYTES = 10_000_000
KEPT_FILE_COUNT = 5
HIDDEN = "***"
PASSWORD_IN_URL = re.compile(r"(://[^:/@\s]*:)[^@\s]+@")
SECRET_NAMES = re.compile(r"password|passwd|secret|authorization|cookie|api_key|access_token|session_id", re.IGNORECASE)


class LogSettings(BaseSettings):
    """Where logs go, and from which level on."""

    model_config = SettingsConfigDict(env_prefix="PROP_LOG_", env_file=".env", extra="ignore")

    dir: Path = Field(default=Path("var/log"), description="folder of prop.jsonl")
    level: str = Field(
        default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR|CRITICAL)$", description="from this level on"
    )


def new_correlation_id() -> str:
    """A short reference that a person can read out, and that finds the log entry."""
    return uuid.uuid4().hex[:12]


def configure(*, to_terminal: bool = False) -> Path | None:
    """Send this process's logs, and those of its libraries, to the log file; call it again to change its mind.

    Parameters
    ----------
    to_terminal
        Write readable lines to standard error too, as a server does.

    Returns
    -------
    Path or None
        The log file; None where it cannot be written, and the logs go to standard error instead.
    """
    settings = LogSettings()
    root = logging.getLogger()
    for handler in [h for h in root.handlers if getattr(h, "is_of_prop", False)]:
        root.removeHandler(handler)
        handler.close()
    file = _log_file(settings.dir)
    if file is not None:
        _add(root, file, structlog.processors.JSONRenderer(default=str))
    if to_terminal or file is None:
        _add(root, logging.StreamHandler(sys.stderr), structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()))
    root.setLevel(settings.level)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    structlog.configure(
        processors=[*_enrichment(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    return settings.dir / FILE_NAME if file is not None else None


def without_secrets(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Blank values whose name says secret, and passwords inside URLs, wherever they stand in a text."""
    return {name: HIDDEN if SECRET_NAMES.search(name) else _cleaned(value) for name, value in event.items()}


def _cleaned(value: Any) -> Any:
    """Texts without passwords; lists and dictionaries part by part."""
    if isinstance(value, str):
        return PASSWORD_IN_URL.sub(rf"\1{HIDDEN}@", value)
    if isinstance(value, dict):
        return without_secrets(None, "", value)
    if isinstance(value, list | tuple):
        return [_cleaned(part) for part in value]
    return value


def _enrichment() -> list[Any]:
    """What every event gets before it is written."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at_utc"),
    ]


def _log_file(folder: Path) -> RotatingFileHandler | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return RotatingFileHandler(
            folder / FILE_NAME, maxBytes=MAXIMUM_FILE_BYTES, backupCount=KEPT_FILE_COUNT, encoding="utf-8"
        )
    except OSError:
        return None


def _add(root: logging.Logger, handler: logging.Handler, renderer: Any) -> None:
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_enrichment(),
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            without_secrets,
            renderer,
        ],
    )
    handler.setFormatter(formatter)
    handler.is_of_prop = True  # type: ignore[attr-defined]  # so that a second call knows its own
    root.addHandler(handler)
