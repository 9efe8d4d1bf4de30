"""Tables of the files beside tables of the database: what is missing, what was added, what is otherwise."""

from collections.abc import Iterator, Mapping

from sql.inventory.findings import Finding
from sql.inventory.tables import Column, Constraint, Index, Table

CHECKS = {
    "primary key": "primary keys",
    "unique": "unique keys",
    "foreign key": "foreign keys",
    "check": "checks",
    "default": "defaults",
}


def table_findings(expected: Mapping[str, Table], found: Mapping[str, Table]) -> Iterator[Finding]:
    """Every difference between two sets of tables, by name."""
    for name in sorted(expected.keys() - found.keys()):
        yield Finding("differs", "tables", name, f"table {name} is missing")
    for name in sorted(found.keys() - expected.keys()):
        yield Finding("extra", "tables", name, f"table {name} is in no file")
    for name in sorted(expected.keys() & found.keys()):
        yield from column_findings(name, expected[name].columns, found[name].columns)
        yield from part_findings(name, expected[name].constraints, found[name].constraints)
        yield from part_findings(name, expected[name].indexes, found[name].indexes)


def column_findings(table: str, expected: Mapping[str, Column], found: Mapping[str, Column]) -> Iterator[Finding]:
    """Columns that are on one side alone, or not the same on both."""
    for name in expected.keys() - found.keys():
        yield Finding("differs", "columns", f"{table}.{name}", f"column {table}.{name} is missing")
    for name in found.keys() - expected.keys():
        yield Finding("extra", "columns", f"{table}.{name}", f"column {table}.{name} is in no file")
    for name in expected.keys() & found.keys():
        for check, here, there in (
            ("columns", expected[name].type, found[name].type),
            ("columns", nullability(expected[name]), nullability(found[name])),
            ("collations", expected[name].collation, found[name].collation),
        ):
            if here != there:
                words = f"column {table}.{name} is {there} in the database and {here} in the files"
                yield Finding("differs", check, f"{table}.{name}", words)


def nullability(column: Column) -> str:
    """In the words of T-SQL."""
    return "NULL" if column.is_nullable else "NOT NULL"


def part_findings(
    table: str,
    expected: Mapping[str, Constraint] | Mapping[str, Index],
    found: Mapping[str, Constraint] | Mapping[str, Index],
) -> Iterator[Finding]:
    """Constraints or indexes that are on one side alone, or not the same on both."""
    for name, part in expected.items():
        if name not in found:
            yield Finding("differs", check_of(part), f"{table}.{name}", f"{kind_of(part)} {name} of {table} is missing")
        elif found[name] != part:
            here, there = spoken(part), spoken(found[name])
            words = f"{kind_of(part)} {name} of {table} is {there} in the database and {here} in the files"
            yield Finding("differs", check_of(part), f"{table}.{name}", words)
    for name, part in found.items():
        if name not in expected:
            yield Finding(
                "extra", check_of(part), f"{table}.{name}", f"{kind_of(part)} {name} of {table} is in no file"
            )


def check_of(part: Constraint | Index) -> str:
    """The check that the part belongs to."""
    return "indexes" if isinstance(part, Index) else CHECKS[part.kind]


def kind_of(part: Constraint | Index) -> str:
    """What the part is, in words."""
    return "index" if isinstance(part, Index) else part.kind


def spoken(part: Constraint | Index) -> str:
    """The part without its name."""
    if isinstance(part, Constraint):
        return " ".join(word for word in (f"({', '.join(part.columns)})" if part.columns else "", part.text) if word)
    words = [f"({', '.join(part.columns)})"]
    words += ["unique"] if part.is_unique else []
    words += [f"with {', '.join(part.included)}"] if part.included else []
    words += [f"where {part.condition}"] if part.condition else []
    return " ".join(words)
