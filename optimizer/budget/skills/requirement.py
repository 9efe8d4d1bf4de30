"""What an initiative asks of people: skills that decide, and skills that are preferred."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from optimizer.budget.skills.expression import AllOf, AnyOf, Expression, is_met, normalized, score
from optimizer.budget.skills.grammar import parse
from optimizer.budget.skills.json_form import KINDS, is_json, read_json

TECHNICAL_WEIGHT = 0.6
FUNCTIONAL_WEIGHT = 0.4
__all__ = ["KINDS", "Requirement", "Skills", "Wanted", "read_requirement", "skill_set"]


@dataclass(frozen=True)
class Skills:
    """One person's skills: normalized name -> level ratio, above 0 and at most 1 (1 where no level is known)."""

    technical: Mapping[str, float]
    functional: Mapping[str, float]

    @cached_property
    def all(self) -> Mapping[str, float]:
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
        return all(is_met(part, skills) for part in self.parts)

    def score(self, skills: Mapping[str, float]) -> float:
        """Lowest of the two halves, 0-1; 1 where nothing is wanted."""
        return min((score(part, skills) for part in self.parts), default=1.0)

    @cached_property
    def parts(self) -> tuple[Expression, ...]:
        """None, one or two expressions, all of which are wanted."""
        return (*((AllOf(self.each),) if self.each else ()), *((AnyOf(self.of_these),) if self.of_these else ()))


@dataclass(frozen=True)
class Requirement:
    """The skills of one initiative (BUDGET A7); ``text`` is what its owner wrote.

    ``is_plain`` says that it is one expression over skills of either kind, which decides and is scored as a whole.
    """

    text: str = ""
    mandatory: Wanted = Wanted()
    technical: Wanted = Wanted()
    functional: Wanted = Wanted()
    is_plain: bool = False

    def is_met(self, skills: Skills) -> bool:
        """May this person work on it? Only mandatory skills decide."""
        return self.mandatory.is_met(skills.all)

    def score(self, skills: Skills) -> float:
        """0.6 × technical + 0.4 × functional, each 0-1; a plain requirement is scored over both kinds at once."""
        if self.is_plain:
            return self.mandatory.score(skills.all)
        technical = self.technical.score(skills.technical)
        return TECHNICAL_WEIGHT * technical + FUNCTIONAL_WEIGHT * self.functional.score(skills.functional)


def skill_set(text: str) -> dict[str, float]:
    """Somebody's skills, separated by commas, semicolons or lines, as normalized names, each at level 1.

    Quotes around a name are taken off.
    """
    names = text.replace(";", ",").replace("\n", ",").split(",")
    found = (normalized(name.strip().strip("\"'“”‘’")) for name in names)
    return {name: 1.0 for name in found if name}


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
    if not is_json(text):
        return Requirement(text, mandatory=Wanted((parse(text),)), is_plain=True)
    values = read_json(text)
    wanted = {kind: Wanted(values[kind] + values[f"{kind}_and"], values[f"{kind}_or"]) for kind in KINDS}
    return Requirement(text, wanted["mandatory"], wanted["technical"], wanted["functional"])
