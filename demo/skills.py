"""What the consultants can do, and what the phases and initiatives ask for."""

from collections.abc import Iterator

from demo.chance import generator
from demo.dirt import added, mix_in, padded
from demo.extract_file import Layout, Line
from demo.firm import LEVELS, PRACTICES, Firm
from demo.people import Person
from demo.wording import optional

TECHNICAL = dict(
    zip(
        PRACTICES,
        (
            ("excel", "process mining", "power bi", "sql"),
            ("python", "sql", "spark", "r", "power bi"),
            ("aws", "azure", "kubernetes", "java", "terraform"),
            ("sap", "excel", "sql", "anaplan"),
            ("siem", "python", "azure", "c++"),
        ),
        strict=True,
    )
)
FUNCTIONAL = dict(
    zip(
        PRACTICES,
        (
            ("change management", "operating model", "analysis"),
            ("forecasting", "data governance", "analysis"),
            ("architecture", "migration", "testing"),
            ("closing", "controlling", "risk"),
            ("identity", "audit", "risk"),
        ),
        strict=True,
    )
)
SKILLS = Layout(
    "hr/skills.csv",
    ("worker_id", "skill_name", "skill_kind", "proficiency", "years_of_experience", "last_used_date"),
)
PROFICIENCIES = ("1 - Beginner", "2 - Basic", "3 - Proficient", "4 - Advanced", "5 - Expert")


def phase_requirement(practice: str, ordinal: int) -> str:
    """A skill that the practice's people on the phase need, in the grammar of requirements; empty for most."""
    technical = TECHNICAL[practice]
    return technical[ordinal % len(technical)] if ordinal % 4 == 1 else ""


def initiative_requirement(practice: str, position: int) -> str:
    """What an initiative asks for: a mandatory pair, a choice, or the JSON form."""
    first, second = TECHNICAL[practice][:2]
    functional = FUNCTIONAL[practice][0]
    forms = (
        f"{first} & {second}",
        f'"{first}" | "{second}", {functional}',
        f'{{"technical": ["{first}", "{second}"], "functional": ["{functional}"], "mandatory": ["{first}"]}}',
    )
    return forms[position % len(forms)]


def skill_lines(firm: Firm, everybody: list[Person]) -> Iterator[Line]:
    """One line per person and skill, with a few that cannot be right."""
    smudges = (
        padded("skill_name"),
        added("unknown_employee", "worker_id", lambda spare: f"{990000 + spare:06d}"),
        added("unknown_proficiency", "skill_name", lambda spare: f"cobol {spare}", proficiency="9 - Wizard"),
        padded("skill_name"),
    )
    return mix_in(_skills(firm, everybody), smudges, every=75)


def _skills(firm: Firm, everybody: list[Person]) -> Iterator[Line]:
    for person in everybody:
        rng = generator(firm.seed, "skills", person.ordinal)
        level = LEVELS.index(person.contract_on(firm.as_of).level)
        for kind, known in (("technical", TECHNICAL), ("functional", FUNCTIONAL)):
            own = known[person.practice]
            picked = rng.sample(own, k=min(len(own), 2 + rng.randint(0, 2)))
            elsewhere = known[rng.choice(PRACTICES)][0]
            for skill in [*picked, *({elsewhere} - set(picked))]:
                strength = min(4, max(0, level // 2 + rng.randint(0, 2) + (skill in own) - 1))
                last_used = firm.monday(-rng.randint(0, 60))
                row = {
                    "worker_id": person.worker_id,
                    "skill_name": skill,
                    "skill_kind": kind,
                    "proficiency": PROFICIENCIES[strength],
                    "years_of_experience": str(strength + rng.randint(0, 5)),
                    "last_used_date": optional(last_used),
                }
                yield Line(row)
