"""Attributes for those who hear the page."""

from typing import Any


def aria(**attributes: str) -> dict[str, Any]:
    """``aria(label="Pages")`` as the attribute ``aria-label`` of a Dash component."""
    return {f"aria-{name}": value for name, value in attributes.items()}
