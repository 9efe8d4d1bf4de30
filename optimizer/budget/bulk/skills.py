"""Skill requirements, evaluated once for all distinct sets of skills; what each says is ``budget.skills``."""

from collections.abc import Mapping, Sequence

import numpy as np

from optimizer.budget.bulk.kinds import Flags, Numbers
from optimizer.budget.skills.expression import AllOf, AnyOf, Expression, Skill, SkillPattern
from optimizer.budget.skills.requirement import FUNCTIONAL_WEIGHT, TECHNICAL_WEIGHT, Requirement, Skills, Wanted


class SkillTable:
    """Levels by skill: for each name, one level (0 where it is missing) per set of skills."""

    def __init__(self, sets: Sequence[Mapping[str, float]]) -> None:
        self.count = len(sets)
        self.levels: dict[str, Numbers] = {}
        self.has: dict[str, Flags] = {}
        for place, skills in enumerate(sets):
            for name, level in skills.items():
                if name not in self.levels:
                    self.levels[name] = np.zeros(self.count)
                    self.has[name] = np.zeros(self.count, dtype=bool)
                self.levels[name][place] = level
                self.has[name][place] = True

    def is_met(self, wanted: Wanted) -> Flags:
        """As ``Wanted.is_met``, per set."""
        met = np.ones(self.count, dtype=bool)
        for part in wanted.parts:
            met &= self._meets(part)
        return met

    def score(self, wanted: Wanted) -> Numbers:
        """As ``Wanted.score``, per set."""
        scores = [self._score(part) for part in wanted.parts]
        return np.minimum.reduce(scores) if scores else np.ones(self.count)

    def _meets(self, expression: Expression) -> Flags:
        match expression:
            case Skill(name):
                return self.has.get(name, np.zeros(self.count, dtype=bool))
            case SkillPattern():
                found = [has for name, has in self.has.items() if expression.matches(name)]
                return np.logical_or.reduce(found) if found else np.zeros(self.count, dtype=bool)
            case AllOf(parts):
                return np.asarray(np.logical_and.reduce([self._meets(part) for part in parts]))
            case AnyOf(parts):
                return np.asarray(np.logical_or.reduce([self._meets(part) for part in parts]))

    def _score(self, expression: Expression) -> Numbers:
        match expression:
            case Skill(name):
                return self.levels.get(name, np.zeros(self.count))
            case SkillPattern():
                found = [levels for name, levels in self.levels.items() if expression.matches(name)]
                return np.maximum.reduce(found) if found else np.zeros(self.count)
            case AllOf(parts):
                return np.asarray(sum(self._score(part) for part in parts) / len(parts))
            case AnyOf(parts):
                return np.asarray(np.maximum.reduce([self._score(part) for part in parts]))


class RequirementTable:
    """Who of many people meets a requirement, and how well."""

    def __init__(self, people: Sequence[Skills]) -> None:
        self.all = SkillTable([skills.all for skills in people])
        self.technical = SkillTable([skills.technical for skills in people])
        self.functional = SkillTable([skills.functional for skills in people])

    def is_met(self, requirement: Requirement) -> Flags:
        """As ``Requirement.is_met``, per set of skills."""
        return self.all.is_met(requirement.mandatory)

    def score(self, requirement: Requirement) -> Numbers:
        """As ``Requirement.score``, per set of skills."""
        if requirement.is_plain:
            return self.all.score(requirement.mandatory)
        technical = self.technical.score(requirement.technical)
        return TECHNICAL_WEIGHT * technical + FUNCTIONAL_WEIGHT * self.functional.score(requirement.functional)
