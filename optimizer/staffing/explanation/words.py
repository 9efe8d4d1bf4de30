"""How sentences call people, phases, weeks and points."""

from optimizer.staffing.data import StaffingData

MOST_NAMED = 3


def person(data: StaffingData, c: int) -> str:
    """The consultant's name; where there is only an id, 'consultant 12'."""
    return _named("consultant", data.consultants.ids[c], data.consultants.names[c])


def phase(data: StaffingData, j: int) -> str:
    """The phase's name; where there is only an id, 'engagement 41' (the files have one phase per engagement)."""
    return _named("engagement", data.phases.ids[j], data.phases.names[j])


def engagement(data: StaffingData, e: int) -> str:
    """The engagement's name; where there is only an id, 'engagement 41'."""
    return _named("engagement", data.engagements.ids[e], data.engagements.names[e])


def role(data: StaffingData, cell: int) -> str:
    """Practice and level as people say them: 'SAP manager', or 'manager of practice 3'."""
    practice, level = data.cells[cell]
    return f"{level} of practice {practice}" if practice.isdigit() else f"{practice} {level}"


def week(data: StaffingData, w: int) -> str:
    """'the week of 2026-01-05'."""
    return f"the week of {data.weeks[w]}"


def weeks(count: int) -> str:
    """'1 week', '4 weeks'."""
    return f"{count} {'week' if count == 1 else 'weeks'}"


def people(count: int) -> str:
    """'1 person', '3 people'."""
    return f"{count:,} {'person' if count == 1 else 'people'}"


def below(value: float, floor: float) -> str:
    """A value with the decimals that it takes to see that it is below the floor: '0.73', '0.848', 'just under 0.85'."""
    shown = next((text for text in (f"{value:.{digits}f}" for digits in (2, 3, 4)) if float(text) < floor), None)
    return shown or f"just under {floor:g}"


def signed(points: float) -> str:
    """Points with one decimal and their sign; nothing is +0.0."""
    return f"{round(points, 1) + 0.0:+,.1f}"


def plain(amount: float) -> str:
    """Hours without needless decimals: '40', '7.5'."""
    return f"{round(amount, 2):,.10g}"


def listing(words: list[str], most: int = MOST_NAMED) -> str:
    """'a', 'a and b', 'a, b and 4 more'."""
    shown = [*words[:most], f"{len(words) - most} more"] if len(words) > most else words
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _named(kind: str, own_id: str, name: str) -> str:
    return name if name != own_id else f"{kind} {own_id}"
