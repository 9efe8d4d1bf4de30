"""What an initiative asks of people: skills that decide, skills that are preferred, from text or JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from optimizer.budget.skills.grammar import AllOf, AnyOf, Expression, SkillSyntaxError, is_met, normalized, parse, score

TECHNICAL_WEIGHT = 0.6
FUNCTIONAL_WEIGHT = 0.4
KINDS = ("mandatory", "technical", "functional")
JSON_KEYS = tuple(f"{kind}{ending}" for kind in KINDS for ending in ("", "_and", "_or"))


@dataclass(frozen=True)
class Skills:
    """One person's skills: lower-case name -> level ratio, above 0 and at most 1 (1 where no level is known)."""

    technical: Mapping[str, float]
    functional: Mapping[str, float]

    @property
    def all(self) -> dict[str, float]:
        """Both kinds; a skill named in both counts with its higher level."""
        both = dict(self.technical)
        for name, level in self.functional.items():
            both[name] = max(level, both.get(name, 0.0))
        return both


@dataclass(frozen=True)
class Wanted:
    """Skills of one kind: ``each`` is wanted, and one ``of_these`` where given."""

    each: tuple[Expression, ...] = ()
    of_these: tuple[Expression, ...] = ()

    def is_met(self, skills: Mapping[str, float]) -> bool:
        """Whether every part is met."""
        return all(is_met(part, skills) for part in self._parts())

    def score(self, skills: Mapping[str, float]) -> float:
        """Lowest of the two halves, 0-1; 1 where nothing is wanted."""
        return min((score(part, skills) for part in self._parts()), default=1.0)

    def _parts(self) -> list[Expression]:
        return [*([AllOf(self.each)] if self.each else []), *([AnyOf(self.of_these)] if self.of_these else [])]


@dataclass(frozen=True)
class Requirement:
    """The skills of one initiative (BUDGET A7); ``text`` is what its owner wrote."""

    text: str = ""
    mandatory: Wanted = Wanted()
    technical: Wanted = Wanted()
    functional: Wanted = Wanted()

    def is_met(self, skills: Skills) -> bool:
        """May this person work on it? Only mandatory skills decide."""
        return self.mandatory.is_met(skills.all)

    def score(self, skills: Skills) -> float:
        """0.6 × technical + 0.4 × functional, each 0-1."""
        technical = self.technical.score(skills.technical)
        return TECHNICAL_WEIGHT * technical + FUNCTIONAL_WEIGHT * self.functional.score(skills.functional)


def skill_set(text: str) -> dict[str, float]:
    """A comma-separated list of somebody's skills, as names in lower case, each at level 1."""
    return {normalized(name): 1.0 for name in text.split(",") if name.strip()}


@lru_cache(maxsize=4096)
def read_requirement(text: str) -> Requirement:
    """Read a requirement: nothing, an expression (mandatory as a whole), or the JSON form (BUDGET A).

    The JSON keys are ``mandatory``, ``technical`` and ``functional``, each also with ``_and`` and ``_or``; a value is
    an expression or a list of expressions.

    Raises
    ------
    SkillSyntaxError
        With the position in ``text`` that cannot be read.
    """
    if not text.strip():
        return Requirement(text)
    if text.lstrip().startswith("{"):
        return _from_json(text)
    expression = parse(text)
    return Requirement(text, mandatory=Wanted((expression,)), technical=Wanted((expression,)))


def _from_json(text: str) -> Requirement:
    try:
        values = json.loads(text)
    except json.JSONDecodeError as fault:
        raise SkillSyntaxError(text, fault.pos + 1, f"not JSON: {fault.msg}") from fault
    for key in values:
        if key not in JSON_KEYS:
            raise SkillSyntaxError(text, _place(text, key), f"unknown key {key!r}; use {', '.join(JSON_KEYS)}")
    wanted = {
        kind: Wanted(
            each=_expressions(text, values, kind) + _expressions(text, values, f"{kind}_and"),
            of_these=_expressions(text, values, f"{kind}_or"),
        )
        for kind in KINDS
    }
    return Requirement(text, wanted["mandatory"], wanted["technical"], wanted["functional"])


def _expressions(text: str, values: Mapping[str, object], key: str) -> tuple[Expression, ...]:
    value = values.get(key, [])
    items = [value] if isinstance(value, str) and value.strip() else value
    if items == "" or items is None:
        return ()
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise SkillSyntaxError(text, _place(text, key), f"{key} is neither text nor a list of texts")
    return tuple(_inside(text, key, item) for item in cast("list[str]", items))


def _inside(text: str, key: str, item: str) -> Expression:
    try:
        return parse(item)
    except SkillSyntaxError as fault:
        position = text.find(json.dumps(item, ensure_ascii=False), max(text.find(f'"{key}"'), 0)) + 1 + fault.position
        raise SkillSyntaxError(text, position, f"in {key}, {fault.problem}") from fault


def _place(text: str, key: str) -> int:
    return text.find(f'"{key}"') + 1
