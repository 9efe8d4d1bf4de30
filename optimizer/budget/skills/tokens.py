"""The words of a skill requirement, one after the other, each with its place."""

import re
import warnings

from config.errors import ModelError
from optimizer.budget.skills.expression import Skill, SkillPattern, normalized

SEPARATORS = ",&|();"
QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "„": "“"}
PATTERN_PREFIX = "regex:"
END = "the end"
SHOWN_LENGTH = 60


class SkillSyntaxError(ModelError):
    """A skill requirement cannot be read; ``position`` counts characters from 1."""

    def __init__(self, text: str, position: int, problem: str) -> None:
        super().__init__(f"{_excerpt(text, position)}, position {position}: {problem}")
        self.text, self.position, self.problem = text, position, problem


class Tokens:
    """Reads one text; ``at`` is the next character, counted from 0."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def takes(self, characters: str) -> bool:
        """Whether one of ``characters`` stands here; it is passed if so."""
        if self.is_at_end() or self.text[self.at] not in characters:
            return False
        self.at += 1
        return True

    def skill(self) -> Skill | SkillPattern:
        """``"regex:" pattern | quoted | word``."""
        if self.is_at_end() or self.text[self.at] in SEPARATORS:
            raise self.error(f"expected a skill, found {self.found()}")
        if self.text[self.at : self.at + len(PATTERN_PREFIX)].lower() == PATTERN_PREFIX:
            self.at += len(PATTERN_PREFIX)
            return self._pattern()
        start = self.at
        name = normalized(self._quoted() if self.text[self.at] in QUOTES else self._word())
        if not name:
            raise self.error("expected a skill, found only invisible characters", back=self.at - start)
        return Skill(name)

    def error(self, problem: str, back: int = 0) -> SkillSyntaxError:
        """The error where the reader stands, or ``back`` characters before."""
        return SkillSyntaxError(self.text, self.at - back + 1, problem)

    def found(self) -> str:
        """What stands at the reader's place, for messages."""
        if self.is_at_end():
            return END
        return "; (write , or & for AND)" if self.text[self.at] == ";" else self.text[self.at]

    def is_at_end(self) -> bool:
        """Whether only blank text is left; the blanks are skipped."""
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at == len(self.text)

    def _word(self) -> str:
        """Up to the next separator or double quote; an apostrophe may stand inside, as in ``driver's license``."""
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in SEPARATORS + '"“”':
            self.at += 1
        return self.text[start : self.at]

    def _quoted(self) -> str:
        start = self.at
        end = self.text.find(QUOTES[self.text[start]], start + 1)
        if end < 0:
            raise self.error(f"the quote {self.text[start]} is never closed")
        self.at = end + 1
        if not self.text[start + 1 : end].strip():
            raise self.error("expected a skill between the quotes, found nothing", back=self.at - start)
        return self.text[start + 1 : end]

    def _pattern(self) -> SkillPattern:
        self.is_at_end()  # skips blanks
        start = self.at
        is_quoted = start < len(self.text) and self.text[start] in QUOTES
        text = (self._quoted() if is_quoted else self._bare_pattern()).strip()
        if not text:
            raise self.error("expected a regular expression after regex:", back=self.at - start)
        back = self.at - start - is_quoted
        try:
            _check_syntax(text)
            pattern = SkillPattern(text)
            pattern.matches("")
        except re.error as fault:
            raise self.error(f"not a regular expression: {fault.msg}", back=back - (fault.pos or 0)) from fault
        except (ValueError, OverflowError, RecursionError) as fault:
            problem = str(fault).rpartition(": ")[2] or "it is nested too deeply"
            raise self.error(f"not a regular expression that can be used ({problem})", back=back) from fault
        return pattern

    def _bare_pattern(self) -> str:
        """Up to the next separator outside the pattern's own brackets; a backslash protects one character."""
        start, depth, is_in_class = self.at, 0, False
        while self.at < len(self.text):
            character = self.text[self.at]
            if depth == 0 and not is_in_class and character in ",&|)":
                break
            if is_in_class or character == "[":
                is_in_class = character != "]"
            else:
                depth += (character in "({") - (character in ")}")
            self.at += 2 if character == "\\" else 1
        self.at = min(self.at, len(self.text))
        return self.text[start : self.at]


def _check_syntax(pattern: str) -> None:
    """Python's reader says where a mistake is, which RE2 does not; what it only wonders about is let pass."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        re.compile(pattern)


def _excerpt(text: str, position: int) -> str:
    """The text, or of a long one what stands around the position."""
    if len(text) <= SHOWN_LENGTH:
        return repr(text)
    start = max(0, min(position - 1 - SHOWN_LENGTH // 2, len(text) - SHOWN_LENGTH))
    return f"... {text[start : start + SHOWN_LENGTH]!r} ..."
