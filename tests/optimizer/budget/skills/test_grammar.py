"""The skill grammar, its errors, and the scores (BUDGET A, skill grammar)."""

import pytest

from optimizer.budget.skills.expression import is_met, score
from optimizer.budget.skills.grammar import parse
from optimizer.budget.skills.requirement import Skills, read_requirement, skill_set
from optimizer.budget.skills.tokens import SkillSyntaxError


@pytest.mark.parametrize(
    ("requirement", "skills", "expected"),
    [
        ("java", "java, sql", True),
        ("java", "javascript", False),
        ("javascript", "java", False),
        ("c++", "excel", False),
        ("c++", "C++", True),
        ("c", "c++", False),
        ("r", "ruby, rust", False),
        ("R", "r", True),
        ("java, sql", "java", False),
        ("java & sql", "sql, java", True),
        ("java | sql", "sql", True),
        ("python, sql | java", "java", True),
        ("python, sql | java", "python", False),
        ("python & (sql | java)", "python, java", True),
        ("python & (sql | java)", "java", False),
        ('"power bi", sql', "Power  BI, sql", True),
        ("machine learning", "machine learning", True),
        ("'r&d'", "r&d", True),
        ("regex:java.*", "javascript", True),
        ("regex:java", "javascript", False),
        ("regex:py(thon)?|go", "py", True),
        ("regex:py(thon)?|go", "go", True),
        ('regex:"a,b"', "a", False),
        ("REGEX:[a-c,]+, sql", "abc, sql", True),
    ],
)
def test_a_requirement_is_met_by_whole_skills_only(requirement: str, skills: str, expected: bool) -> None:
    assert is_met(parse(requirement), skill_set(skills)) is expected


@pytest.mark.parametrize(
    ("requirement", "position", "problem"),
    [
        ("java &", 7, "found the end"),
        ("java & & sql", 8, "found &"),
        ("(java | sql", 12, "bracket opened at position 1"),
        ("java sql)", 9, "found )"),
        ("java (sql)", 6, "found ("),
        ('"java', 1, "never closed"),
        ('java, "  "', 7, "found nothing"),
        ("regex:", 7, "regular expression"),
        ("sql | regex:a{2,1}", 15, "not a regular expression"),
        ("|", 1, "found |"),
        ("()", 2, "found )"),
    ],
)
def test_a_malformed_requirement_names_the_position(requirement: str, position: int, problem: str) -> None:
    with pytest.raises(SkillSyntaxError) as caught:
        parse(requirement)
    assert caught.value.position == position
    assert problem in str(caught.value)
    assert f"position {position}" in str(caught.value)


def test_the_json_form_separates_what_decides_from_what_is_preferred() -> None:
    requirement = read_requirement(
        '{"technical": ["java", "sql"], "functional_or": "risk | audit", "mandatory_or": ["java", "python"]}'
    )
    person = Skills(skill_set("python, sql"), skill_set("audit"))
    assert requirement.is_met(person)
    assert requirement.score(person) == pytest.approx(0.6 * 0.5 + 0.4 * 1.0)
    assert not requirement.is_met(Skills(skill_set("javascript"), {}))


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ('{"mandatory": ["java &"]}', 23),
        ('{"mandatory": ["java"', 22),
        ('{"skills": ["java"]}', 2),
        ('{"mandatory": 5}', 2),
    ],
)
def test_a_malformed_json_requirement_names_the_position(text: str, position: int) -> None:
    with pytest.raises(SkillSyntaxError) as caught:
        read_requirement(text)
    assert caught.value.position == position


def test_no_requirement_takes_everybody() -> None:
    requirement = read_requirement("  ")
    assert requirement.is_met(Skills({}, {}))
    assert requirement.score(Skills({}, {})) == 1.0


def test_a_known_proficiency_counts_in_the_score() -> None:
    assert score(parse("java, sql"), {"java": 0.4, "sql": 1.0}) == pytest.approx(0.7)
    assert score(parse("java | sql"), {"java": 0.4}) == pytest.approx(0.4)
    assert score(parse("regex:j.*"), {"java": 0.4, "julia": 0.6}) == pytest.approx(0.6)
