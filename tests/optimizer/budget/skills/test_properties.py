"""Properties of the grammar over generated requirements, against truth tables and Python's own ``eval``."""

import itertools
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.budget.skills.expression import SkillPattern, is_met, normalized, score, words
from optimizer.budget.skills.grammar import parse
from optimizer.budget.skills.requirement import Skills, read_requirement, skill_set
from optimizer.budget.skills.tokens import SkillSyntaxError

NAMES = ("java", "c++", "r", "c#", ".net")

written = st.recursive(
    st.sampled_from(NAMES).map(lambda name: (name, f"('{name}' in has)")),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from((" & ", ",", " , ")), inner).map(
            lambda t: (f"({t[0][0]}){t[1]}({t[2][0]})", f"({t[0][1]} and {t[2][1]})")
        ),
        st.tuples(inner, inner).map(lambda t: (f"{t[0][0]} | {t[1][0]}", f"({t[0][1]} or {t[1][1]})")),
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(written)
def test_every_combination_of_skills_is_judged_as_by_hand(both: tuple[str, str]) -> None:
    requirement, python = both
    expression = parse(requirement)
    for count in range(len(NAMES) + 1):
        for has in itertools.combinations(NAMES, count):
            skills = skill_set(",".join(has))
            assert is_met(expression, skills) is eval(python, {"has": set(has)})
            assert 0 <= score(expression, skills) <= 1
    assert parse(words(expression)) == expression


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from("ab(),&|\"' {}[]:regex;\\*+"), st.characters()), max_size=40))
def test_any_text_is_read_or_refused_with_a_position_inside_it(text: str) -> None:
    requirement, refused = None, None
    try:
        requirement = read_requirement(text)
    except SkillSyntaxError as fault:
        refused = fault
    if refused is not None:
        assert 1 <= refused.position <= len(text) + 1
        assert f"position {refused.position}" in str(refused)
    if requirement is not None:
        requirement.is_met(Skills({}, {}))
        requirement.score(Skills({"a": 1.0}, {}))


@given(st.text(alphabet=string.ascii_letters + string.digits + "+#.-_éßİπ語", min_size=1).filter(str.strip))
def test_a_skill_is_met_by_itself_in_any_case_and_by_nothing_longer(name: str) -> None:
    expression = parse(f'"{name}"')
    assert is_met(expression, skill_set(name))
    assert is_met(expression, skill_set(name.upper())) or name.upper().casefold() != name.casefold()
    assert not is_met(expression, skill_set(name + "x"))
    assert not is_met(expression, skill_set("x" + name))
    assert normalized(normalized(name)) == normalized(name)


def test_brackets_may_repeat_without_end_and_nesting_that_means_something_has_a_limit() -> None:
    assert parse("(" * 15_000 + "java" + ")" * 15_000) == parse("java")
    assert len(parse(",".join(["java"] * 15_000)).parts) == 15_000
    assert parse("a & (b & (c & (d)))") == parse("a, b, c, d")
    deep = "a"
    for level in range(2_000):
        deep = f"({deep} {'&|'[level % 2]} b)"
    with pytest.raises(SkillSyntaxError, match="nested 51 levels deep; at most 50"):
        parse(deep)
    with pytest.raises(SkillSyntaxError, match=r"position 4: brackets are 4 deep"):
        read_requirement("[" * 100_000)
    with pytest.raises(SkillSyntaxError, match="bracket opened at position 15000"):
        parse("(" * 15_000 + "java")


@pytest.mark.parametrize("pattern", ["(a+)+", "(a|a)*", "(a|aa)+", "a*a*a*a*a*a*a*a*", "(.*)*", "([a-z]+)*"])
def test_no_pattern_can_hang(pattern: str) -> None:
    assert not is_met(parse(f'regex:"{pattern}b"'), skill_set("a" * 5_000 + "!"))


@pytest.mark.parametrize(
    ("requirement", "position"),
    [
        ("regex:c++", 7),  # Python would take ++ for a possessive repetition and match "c"
        ("sql, regex:(a", 12),
        ('regex:"*a"', 8),
        (r"regex:(a)\1", 7),
        ("regex:(?=a)a", 7),
        ("regex:((a{900}){900}){900}", 7),
        ("java; sql", 5),
        ("java sql\u200b ; x", 11),
        ('"\u200b"', 1),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_at_its_place(requirement: str, position: int) -> None:
    with pytest.raises(SkillSyntaxError) as caught:
        parse(requirement)
    assert caught.value.position == position


@pytest.mark.parametrize("pattern", ["[[a]", "^java$", "(?i)java", "a||b"])
def test_odd_patterns_are_read_without_a_warning(pattern: str) -> None:
    assert isinstance(parse(f'regex:"{pattern}"'), SkillPattern)


def test_look_alikes_are_one_skill_and_different_skills_stay_apart() -> None:
    assert is_met(parse("Ｊａｖａ"), skill_set("java"))
    assert is_met(parse("café"), skill_set("cafe\u0301"))
    assert is_met(parse("“power bi”"), skill_set("Power\u00a0BI"))
    assert is_met(parse(r"regex:c\+\+|c#"), skill_set("C++"))
    assert is_met(parse("driver's license"), skill_set("Driver's License"))
    assert not is_met(parse("java"), skill_set("jаva"))  # a Cyrillic letter is another letter
    assert skill_set('python; "sql"\nexcel, ,') == {"python": 1.0, "sql": 1.0, "excel": 1.0}


@pytest.mark.parametrize(
    ("text", "position", "problem"),
    [
        ('["java"]', 1, "a list without a key"),
        ('{"technical": {"java": 3}}', 2, "neither text nor a list"),
        ('{"mandatory": "a", "mandatory": "b"}', 20, "there twice"),
        ('{"mandatory": ["sql", "sql |"]}', 29, "in mandatory, expected a skill"),
        ('{"technical": ["é"], "mandatory": ["caf\\u00e9 &"]}', 48, "in mandatory"),
        ('{"mandatory": "java"', 21, "not JSON"),
        ('{"mandatory": [[["a"]]]}', 17, "brackets are 4 deep"),
        ('{"technical": [NaN]}', 2, "neither text"),
    ],
)
def test_the_json_form_names_the_place_of_what_it_cannot_read(text: str, position: int, problem: str) -> None:
    with pytest.raises(SkillSyntaxError) as caught:
        read_requirement(text)
    assert problem in caught.value.problem
    assert caught.value.position == position


def test_a_plain_requirement_is_scored_over_both_kinds() -> None:
    person = Skills({"java": 0.6}, {"risk": 1.0})
    assert read_requirement("java, risk").score(person) == pytest.approx(0.8)
    assert read_requirement("java, risk").is_met(person)
