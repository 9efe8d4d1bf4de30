"""The audit trail: each event carries the hash of the one before it, so that an edit or a gap shows."""

import hashlib
import json
from datetime import UTC, datetime

from sql.database import Reader, Row, Transaction

START = "0" * 64
"""What the first event ever names as the one before it."""
TRIMMED = "audit trail trimmed"
_FIELDS = ("event_id", "occurred_at_utc", "actor", "action", "subject", "detail", "previous_sha256")
_EVENTS = f"SELECT {', '.join(f'e.{name}' for name in (*_FIELDS, 'sha256'))} FROM ops.audit_event AS e"


def event_sha256(event: Row) -> str:
    """The fingerprint of an event, the hash before it included."""
    values = [event[name].isoformat() if name == "occurred_at_utc" else event[name] for name in _FIELDS]
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


def append(transaction: Transaction, *, actor: str, action: str, subject: str, detail: str | None = None) -> int:
    """Add an event at the end of the chain; its id.

    Parameters
    ----------
    transaction
        The one that does what the event tells. Of two at once the second fails on the key and does nothing.
    subject
        What was done something to: ``core.timesheets_past``, a user, a run.
    """
    last = _last(transaction)
    now = datetime.now(UTC).replace(tzinfo=None)
    event: Row = {
        "event_id": last["event_id"] + 1 if last else 1,
        "occurred_at_utc": now.replace(microsecond=now.microsecond // 1000 * 1000),
        "actor": actor,
        "action": action,
        "subject": subject,
        "detail": detail[:2000] if detail else None,
        "previous_sha256": last["sha256"] if last else START,
    }
    event["sha256"] = event_sha256(event)
    transaction.insert("ops.audit_event", list(event), [tuple(event.values())])
    return int(event["event_id"])


def trimmed_until(event: Row) -> str:
    """The detail of the event that notes a trim: the last event that goes, and its hash."""
    return json.dumps({"last_event_id": event["event_id"], "sha256": event["sha256"]})


def faults(reader: Reader) -> list[str]:
    """Every place where the chain was edited, cut or does not begin where a trim left it; empty when it is whole."""
    events = reader.rows(f"{_EVENTS} ORDER BY e.event_id")
    if not events:
        return []
    found = [_fault_at_the_start(events)]
    for before, event in zip([None, *events], events, strict=False):
        if event["sha256"] != event_sha256(event):
            found.append(f"Event {event['event_id']} was edited.")
        if before and event["previous_sha256"] != before["sha256"]:
            found.append(f"Between events {before['event_id']} and {event['event_id']} the chain is broken.")
    return [sentence for sentence in found if sentence]


def _fault_at_the_start(events: list[Row]) -> str | None:
    """What is wrong with the first event that is left."""
    first = events[0]
    trims = [json.loads(event["detail"]) for event in events if event["action"] == TRIMMED]
    until = max(trims, key=lambda trim: int(trim["last_event_id"]), default=None)
    if first["previous_sha256"] == START:
        return None
    if until is None or first["event_id"] > until["last_event_id"] + 1:
        return f"Events before {first['event_id']} are gone, and no trim was noted."
    if first["event_id"] == until["last_event_id"] + 1 and first["previous_sha256"] != until["sha256"]:
        return f"Event {first['event_id']} does not follow the one that the trim noted."
    return None


def _last(reader: Reader) -> Row | None:
    found = reader.rows(f"{_EVENTS} WHERE e.event_id = (SELECT MAX(m.event_id) FROM ops.audit_event AS m)")
    return found[0] if found else None
