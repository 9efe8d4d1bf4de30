"""What a process would compute with: two that differ may give different results."""

import hashlib
import platform
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("dask", "distributed", "highspy", "numpy", "scipy", "PuLP")
SOURCE = Path(__file__).resolve().parent.parent


def installation() -> dict[str, str]:
    """Versions by name, and a digest of the optimizer's own source."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"Python": python, **{name: version(name) for name in PACKAGES}, "optimizer": _source_digest()}


def _source_digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(SOURCE.rglob("*.py")):
        digest.update(str(path.relative_to(SOURCE)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
