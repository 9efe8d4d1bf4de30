"""What a skill requirement says, once it is read: skills joined by AND and OR, and who meets it, and how well."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Skill:
    """One skill, by its whole name as ``normalized`` writes it."""

    name: str


@dataclass(frozen=True)
class SkillPattern:
    """Any skill whose whole name matches a regular expression (RE2, so that no pattern can hang), without case."""

    pattern: str

    def matches(self, name: str) -> bool:
        """Whether the whole of ``name`` matches.

        Raises
        ------
        ValueError
            The pattern is no regular expression of RE2, or too large.
        """
        return _matches(self.pattern, name)


@dataclass(frozen=True)
class AllOf:
    """Every part is wanted."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class AnyOf:
    """One of the parts is enough."""

    parts: tuple["Expression", ...]


Expression = Skill | SkillPattern | AllOf | AnyOf


def is_met(expression: Expression, skills: Mapping[str, float]) -> bool:
    """Whether somebody with these skills (normalized name -> level ratio, above 0) meets the requirement."""
    match expression:
        case Skill(name):
            return name in skills
        case SkillPattern():
            return any(expression.matches(name) for name in skills)
        case AllOf(parts):
            return all(is_met(part, skills) for part in parts)
        case AnyOf(parts):
            return any(is_met(part, skills) for part in parts)


def score(expression: Expression, skills: Mapping[str, float]) -> float:
    """How well somebody meets the requirement, 0-1: the level of a skill, the mean of AND, the best of OR."""
    match expression:
        case Skill(name):
            return skills.get(name, 0.0)
        case SkillPattern():
            return max((level for name, level in skills.items() if expression.matches(name)), default=0.0)
        case AllOf(parts):
            return sum(score(part, skills) for part in parts) / len(parts)
        case AnyOf(parts):
            return max(score(part, skills) for part in parts)


def words(expression: Expression) -> str:
    """The expression as it is written; reading it again gives the same expression."""
    match expression:
        case Skill(name):
            return f'"{name}"' if set(name) & set(",;&|()'\"") or name.startswith("regex:") else name
        case SkillPattern(pattern):
            return f'regex:"{pattern}"' if '"' not in pattern else f"regex:'{pattern}'"
        case AllOf(parts):
            return " & ".join(f"({words(part)})" if isinstance(part, AnyOf) else words(part) for part in parts)
        case AnyOf(parts):
            return " | ".join(words(part) for part in parts)


def single_skills(expression: Expression) -> list[Skill | SkillPattern]:
    """The skills and patterns that an expression is made of, in order."""
    match expression:
        case AllOf(parts) | AnyOf(parts):
            return [single for part in parts for single in single_skills(part)]
        case Skill() | SkillPattern():
            return [expression]


@lru_cache(maxsize=65536)
def normalized(name: str) -> str:
    """A skill's name as it is compared: without case, single blanks, one form for every letter, nothing invisible."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join("".join(letter for letter in folded if unicodedata.category(letter) != "Cf").split())


@lru_cache(maxsize=65536)
def _matches(pattern: str, name: str) -> bool:
    import pyarrow as pa  # noqa: PLC0415  # a tenth of a second, for patterns alone
    from pyarrow import compute  # noqa: PLC0415

    whole = compute.match_substring_regex(pa.scalar(name), rf"\A(?:{pattern})\z", ignore_case=True)
    return bool(whole.as_py())
