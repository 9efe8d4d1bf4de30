"""The plan of a stored staffing run, on the firm's data, and why the firm's rules keep somebody off a phase."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from config.errors import ModelError, UsageError
from optimizer.staffing.check import broken_rules
from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.explanation import words
from optimizer.staffing.explanation.forbidden import Reason
from optimizer.staffing.firm.load import load
from sql.database import Reader, Row

LATEST = "SELECT r.run_id, r.as_of_date FROM pred.latest_run AS r WHERE r.model = N'staffing';"
ONE_RUN = """
SELECT r.run_id, r.as_of_date
FROM ops.run AS r
INNER JOIN pred.solve AS s ON s.run_id = r.run_id
WHERE s.model = N'staffing' AND r.run_id = :run_id;
"""
RUN_BEFORE = """
SELECT run_id = MAX(r.run_id)
FROM ops.run AS r
INNER JOIN pred.solve AS s ON s.run_id = r.run_id
WHERE s.model = N'staffing' AND r.status = N'published' AND r.run_id < :run_id;
"""
PLAN = """
SELECT employee_id, phase_id, week_start_date, recommended_hours
FROM pred.staffing_plan
WHERE run_id = :run_id;
"""
STORED = """
SELECT e.sentence
FROM pred.staffing_explanation AS e
WHERE e.run_id = :run_id AND e.employee_id = :employee_id AND e.phase_id = :phase_id;
"""
STORED_ALTERNATIVES = """
SELECT a.rank_number, a.sentence
FROM pred.staffing_alternative AS a
WHERE a.run_id = :run_id AND a.employee_id = :employee_id AND a.phase_id = :phase_id
ORDER BY a.alternative_number;
"""
MISSING_SKILLS = """
SELECT s.skill_name
FROM core.phase_skills AS n
INNER JOIN core.skills AS s ON s.skill_id = n.skill_id
LEFT JOIN core.employee_skills AS h
    ON h.skill_id = n.skill_id AND h.employee_id = :employee_id
    AND COALESCE(h.proficiency_level, 1) >= n.minimum_proficiency_level
WHERE n.phase_id = :phase_id AND n.is_mandatory = 1 AND h.skill_id IS NULL
ORDER BY s.skill_name;
"""
REJECTION = """
SELECT d.decided_by, d.reason
FROM app.decision AS d
WHERE d.is_active = 1 AND d.decision_kind = N'reject' AND d.week_start_date IS NULL
    AND d.employee_id = :employee_id AND d.phase_id = :phase_id
ORDER BY d.decision_id DESC;
"""

EMPLOYEE = """
SELECT e.employee_name, e.termination_date, e.is_deleted, e.practice_id, e.staff_level_id
FROM core.employees AS e
WHERE e.employee_source_id = :text OR LOWER(e.employee_name) = LOWER(:text)
ORDER BY e.employee_id;
"""
PHASE = """
SELECT p.phase_name, p.actual_end_date, p.baseline_start_date, e.engagement_name, e.engagement_status,
    p.is_deleted, engagement_end_date = e.actual_end_date
FROM core.phases AS p
INNER JOIN core.engagements AS e ON e.engagement_id = p.engagement_id
WHERE LOWER(p.phase_name) = LOWER(:text) OR LOWER(e.engagement_name) = LOWER(:text)
    OR e.engagement_source_id = :text OR CONCAT(e.engagement_source_id, N'/', p.phase_source_id) = :text
    OR LOWER(CONCAT(e.engagement_name, N' / ', p.phase_name)) = LOWER(:text)
ORDER BY p.phase_id;
"""


@dataclass(frozen=True)
class RunPlan:
    """A stored run on today's data; ``hours`` are P x W, ``changes`` says what became of the plan since."""

    run_id: int
    as_of_date: date
    data: StaffingData
    hours: Numbers
    changes: tuple[str, ...]


def plan_of_run(database: Reader, run_id: int | None, horizon_weeks: int) -> RunPlan:
    """The latest published staffing run, or the one asked for.

    Raises
    ------
    UsageError
        There is no such run.
    """
    found = database.rows(LATEST) if run_id is None else database.rows(ONE_RUN, run_id=run_id)
    if not found:
        what = "no staffing run is published" if run_id is None else f"there is no staffing run {run_id}"
        raise UsageError(f"{what.capitalize()}. Nothing was answered. Plan first: `prop run staffing`.")
    run, rows = found[0], database.rows(PLAN, run_id=found[0]["run_id"])
    as_of: date = run["as_of_date"]
    first = as_of.toordinal() - as_of.weekday() + 7
    last = max((row["week_start_date"].toordinal() for row in rows), default=first)
    data = load(database, as_of, max(horizon_weeks, (last - first) // 7 + 1))
    before = database.scalar(RUN_BEFORE, run_id=run["run_id"])
    data = _as_after(data, [] if before is None else database.rows(PLAN, run_id=before))
    hours, lost_hours = _hours(data, rows)
    changes = (
        [f"{lost_hours:,.0f} h of the plan are of people or phases that are not planned any more"] if lost_hours else []
    )
    changes += [str(one) for one in broken_rules(data, hours)]
    return RunPlan(run["run_id"], as_of, data, hours, tuple(changes))


def refuse_changed(plan: RunPlan) -> None:
    """Raise when the plan does not keep the hard rules on the data of today, so that nothing can be compared with it.

    Raises
    ------
    ModelError
        Names the first rule.
    """
    if plan.changes:
        raise ModelError(
            f"The firm has changed since run {plan.run_id} (as of {plan.as_of_date}): {plan.changes[0]}. Nothing was "
            "planned again. Run `prop staffing replan`, or `prop run staffing`, and ask again."
        )


def stored_sentences(database: Reader, plan: RunPlan, consultant: int, phase: int) -> list[str]:
    """What was written with the run: the explanation, then the alternatives."""
    keys = {
        "run_id": plan.run_id,
        "employee_id": plan.data.consultants.keys[consultant],
        "phase_id": plan.data.phases.keys[phase],
    }
    return [
        *(row["sentence"] for row in database.rows(STORED, **keys)),
        *(f"{row['rank_number']}. {row['sentence']}" for row in database.rows(STORED_ALTERNATIVES, **keys)),
    ]


def why_not_eligible(database: Reader, data: StaffingData, consultant: int, phase: int) -> Reason | None:
    """The rejection, the skill or the rate that keeps a pair out; None where it is practice and level."""
    keys = {"employee_id": data.consultants.keys[consultant], "phase_id": data.phases.keys[phase]}
    who, where = words.person(data, consultant), words.phase(data, phase)
    rejected = database.rows(REJECTION, **keys)
    if rejected:
        because = f" ({rejected[0]['reason']})" if rejected[0]["reason"] else ""
        return "C11", f"{rejected[0]['decided_by']} ruled {who} out for {where}{because}"
    wanted = set(data.targets.cell[data.targets.phase == phase].tolist())
    if int(data.consultants.cell[consultant]) not in wanted:
        return None
    skills = [str(row["skill_name"]) for row in database.rows(MISSING_SKILLS, **keys)]
    if skills:
        return "C13", f"{where} asks for {words.listing(skills, most=len(skills))}, which {who} lacks at that level"
    return "C13", f"no charge-out rate of {who} on {where} is known"


def why_not_planned(database: Reader, data: StaffingData, employee: str, phase: str) -> str | None:
    """Why somebody, or a phase, that the firm knows is not in the plan at all; None where nobody knows the name."""
    return _employee_not_planned(database, data, employee) or _phase_not_planned(database, data, phase)


def _employee_not_planned(database: Reader, data: StaffingData, text: str) -> str | None:
    rows = database.rows(EMPLOYEE, text=text)
    if not rows or any(text in names for names in zip(data.consultants.ids, data.consultants.names, strict=True)):
        return None
    row, name = rows[0], rows[0]["employee_name"]
    if row["is_deleted"]:
        return f"{name} is not planned: HR does not list them any more (C2)."
    if row["termination_date"] is not None and row["termination_date"] < data.weeks[0]:
        return f"{name} is not planned: they left on {row['termination_date']} (C2)."
    if row["practice_id"] is None or row["staff_level_id"] is None:
        return f"{name} is not planned: HR gives no practice or no level, so that no role fits (C13)."
    return f"{name} is not planned in these weeks."


def _phase_not_planned(database: Reader, data: StaffingData, text: str) -> str | None:
    rows = database.rows(PHASE, text=text)
    if not rows:
        return None
    row = rows[0]
    name = f"{row['engagement_name']} / {row['phase_name']}"
    if name in data.phases.names:
        return None
    ended = row["actual_end_date"] or row["engagement_end_date"]
    if row["engagement_status"] != "active":
        return f"{name} is not planned: the engagement is {row['engagement_status']} (C2)."
    if ended is not None and ended < data.weeks[0]:
        return f"{name} is not planned: it ended on {ended} (C2)."
    if row["baseline_start_date"] is not None and row["baseline_start_date"] > data.weeks[-1]:
        return f"{name} is not planned: it begins on {row['baseline_start_date']}, after these weeks (C2)."
    mentions = (row["phase_name"], row["engagement_name"])
    note = next((n.sentence for n in data.notes if "not planned" in n.sentence and n.sentence.startswith(mentions)), "")
    return note or f"{name} is not planned: it is not open in these weeks (C2)."


def _as_after(data: StaffingData, rows: list[Row]) -> StaffingData:
    """The problem with moves and starts counted against the plan before this run, as the run itself counted them."""
    monday = data.weeks[0] - timedelta(days=7)
    worked = {
        (row["employee_id"], row["phase_id"])
        for row in rows
        if row["week_start_date"] == monday and row["recommended_hours"] > 0
    }
    who, where = data.pairs.consultant.tolist(), data.pairs.phase.tolist()
    is_on = [(data.consultants.keys[c], data.phases.keys[j]) in worked for c, j in zip(who, where, strict=True)]
    was_assigned = data.pairs.was_assigned | np.array(is_on, dtype=bool)
    covered = {row["week_start_date"] for row in rows}
    published, _ = _hours(data, rows)
    published[:, [week not in covered for week in data.weeks]] = np.nan
    return replace(data, pairs=replace(data.pairs, published_hours=published, was_assigned=was_assigned))


def _hours(data: StaffingData, rows: list[Row]) -> tuple[Numbers, float]:
    """P x W hours of the plan, and the hours that have no pair on today's data."""
    who = {key: c for c, key in enumerate(data.consultants.keys)}
    where = {key: j for j, key in enumerate(data.phases.keys)}
    week = {monday: w for w, monday in enumerate(data.weeks)}
    hours, lost_hours = np.zeros(data.active.shape), 0.0
    for row in rows:
        pair = data.pair_index.get((who.get(row["employee_id"], -1), where.get(row["phase_id"], -1)))
        w = week.get(row["week_start_date"])
        if pair is None or w is None:
            lost_hours += float(row["recommended_hours"])
        else:
            hours[pair, w] = float(row["recommended_hours"])
    return hours, lost_hours
