"""Every page says its path, name, question and roles here; the shell draws the navigation from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.auth.reader import READERS, Reader

Query = Mapping[str, str]
Layout = Callable[[Reader, Query], list[Any]]


@dataclass(frozen=True)
class Page:
    """One page of the app."""

    path: str
    name: str
    icon: str
    question: str
    roles: frozenset[str]
    layout: Layout


PAGES: dict[str, Page] = {}


def register_page(
    path: str, *, name: str, icon: str, question: str, roles: frozenset[str] = READERS
) -> Callable[[Layout], Layout]:
    """Make a function ``(reader, query) -> parts`` the body of the page at ``path``, for the named roles."""

    def register(layout: Layout) -> Layout:
        PAGES[path] = Page(path, name, icon, question, roles, layout)
        return layout

    return register
