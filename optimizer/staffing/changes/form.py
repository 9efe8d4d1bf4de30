"""Changes as JSON: a list of objects, each with its ``kind``; what is wrong is named by change and field."""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from config.errors import UsageError
from optimizer.staffing.changes.kinds import AnyChange, Change, Changes

_FORM: TypeAdapter[list[Change]] = TypeAdapter(list[AnyChange])
KINDS = (
    "engagement_lost", "engagement_moved", "engagement_added", "win_probability", "person_leaves", "person_joins",
    "parameter",
)  # fmt: skip

NO_FIELDS = {*KINDS, "date", "int"}


def changes_of(text: str, source: str) -> Changes:
    """The changes that a JSON text lists; an object with a list ``changes`` is taken as well.

    Parameters
    ----------
    source
        What the text is, for the error: a file's name, or a scenario's.

    Raises
    ------
    UsageError
        It is no JSON, lists nothing, or a change has a wrong, missing or unknown field.
    """
    try:
        value = json.loads(text)
    except ValueError as error:
        raise UsageError(
            f"{source}: this is no JSON ({error}). Nothing was changed. Write a list of changes, each an object with "
            f"a kind: {', '.join(KINDS)}."
        ) from error
    return changes_from(value["changes"] if isinstance(value, dict) and "changes" in value else value, source)


def changes_from(value: Any, source: str) -> Changes:
    """The changes of a list of plain objects; errors as in ``changes_of``."""
    try:
        found = tuple(_FORM.validate_json(json.dumps(value)))
    except ValidationError as error:
        raise UsageError(f"{source}, {_fault(error)}") from error
    except TypeError as error:
        raise UsageError(f"{source}: {error}. Nothing was changed. Give plain texts, numbers and dates.") from error
    if not found:
        raise UsageError(f"{source}: it lists no change. Nothing was changed. Add one of {', '.join(KINDS)}.")
    return found


def read_changes(path: Path) -> Changes:
    """The changes of a file; errors as in ``changes_of``."""
    if not path.is_file():
        raise UsageError(f"{path}: no such file. Nothing was changed. Name a JSON file with a list of changes.")
    return changes_of(path.read_text(encoding="utf-8-sig"), str(path))


def as_plain(changes: Changes) -> list[dict[str, Any]]:
    """The changes as plain objects that ``changes_from`` reads back; fields that say nothing are left out."""
    plain: list[dict[str, Any]] = _FORM.dump_python(list(changes), mode="json", exclude_none=True)
    return [{"kind": one.pop("kind"), **one} for one in plain]


def _fault(error: ValidationError) -> str:
    """The first fault: which change, which field, what is wrong, what is expected."""
    first = error.errors(include_url=False)[0]
    place = list(first["loc"])
    number = f"change {int(place[0]) + 1}" if place else "the list"
    names = [str(part + 1) if isinstance(part, int) else part for part in place[1:]]
    # the path repeats the kind, and ends in the type that was tried where several are possible
    field = ".".join(name for name in names if name not in NO_FIELDS and (name.isidentifier() or name.isdecimal()))
    found = "" if first["type"] == "missing" else f" (found {str(first['input'])[:80]!r})"
    problem = "there is no such kind of change" if first["type"] == "union_tag_invalid" else first["msg"]
    return f"{number}{f', {field}' if field else ''}: {problem}{found}. Nothing was changed. {_remedy(first)}"


def _remedy(first: Any) -> str:
    if first["type"] in {"union_tag_invalid", "union_tag_not_found"}:
        return f"Give each change a kind: {', '.join(KINDS)}."
    if first["type"] in {"extra_forbidden", "unexpected_keyword_argument"}:
        return "Take the field out, or correct its name."
    return "Correct this field."
