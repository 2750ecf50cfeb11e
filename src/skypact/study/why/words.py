"""Words: an event, and where two worlds part, as people say it."""

from __future__ import annotations

from skypact.analysis.columns import Entities
from skypact.analysis.evidence import CLASS_NAMES, evidence_text
from skypact.arrays import codes
from skypact.core.clock import clock_text
from skypact.study.why.parting import Parting, Row

_SAID = {
    codes.E_ENTERED: "it enters", codes.E_EXITED: "it leaves the territory", codes.E_DEEPEST: "it is at its deepest",
    codes.E_FORESEEN: "{actor} expects it over the border", codes.E_ZONE: "it enters the zone {other}",
    codes.E_DETECTABLE: "{actor} could see it", codes.E_DETECTED: "{actor} detects it",
    codes.E_DOUBLED: "{actor} has a second track of it", codes.E_FORESEEN_IMPACT: "{actor} knows where it will fall",
    codes.E_TRACKED: "{actor} has a track of it", codes.E_DROPPED: "{actor} loses its track",
    codes.E_TOLD: "{actor} is told of it", codes.E_CLASSIFIED: "{actor} takes it for {cls} ({evidence})",
    codes.E_VIOLATION: "{actor} sees a violation", codes.E_REQUESTED: "{actor} asks {other} for a decision",
    codes.E_CONSENT_ASKED: "{actor} asks for the consent of {other}", codes.E_CONSENT_GIVEN: "{actor} consents",
    codes.E_CONSENT_REFUSED: "{actor} refuses consent", codes.E_CONSENT_LATE: "the consent of {actor} comes too late",
    codes.E_DECIDED: "{actor} decides to {action}", codes.E_BARRED: "no decision at {actor}: {cause}",
    codes.E_ORDERED: "{actor} orders {other}", codes.E_READY: "{actor} is ready to fire",
    codes.E_FIRED: "{actor} fires {number}", codes.E_AIRBORNE: "{actor} takes off",
    codes.E_CONTACT: "{actor} has contact", codes.E_LOOKED: "{actor} looks at it", codes.E_ESCORT: "{actor} escorts it",
    codes.E_NOT_ENGAGED: "{actor} does not engage: {cause}", codes.E_HIT: "{actor} hits",
    codes.E_MISSED: "{actor} misses", codes.E_JUDGED: "{actor} judges it {judged}", codes.E_FATE: "it is {fate}",
}


def event_text(row: Row, entities: Entities) -> str:
    """Return one event in the present tense: "cp-by decides to engage"."""
    number = int(row.value) if row.value == row.value else -1
    return _SAID.get(row.kind, codes.EVENT_NAMES.get(row.kind, "something happens")).format(
        actor=entities.name(row.actor) or "somebody", other=entities.name(row.other) or "somebody",
        cause=codes.CAUSE_NAMES[row.cause] or "no cause given", number=number, cls=_name(CLASS_NAMES, number),
        action={codes.A_LOOK: "look", codes.A_ENGAGE: "engage"}.get(number, "act"),
        judged="killed" if number == 1 else "alive", fate=_name(codes.FATE_NAMES, number),
        evidence=evidence_text(row.detail) if row.kind == codes.E_CLASSIFIED else "",
    )


def parting_text(found: Parting, a: str, b: str, entities: Entities, start: str) -> str:
    """Return where two worlds part: what happens in one, and what stands in the other at that moment."""
    here, there = (b, a) if found.in_b else (a, b)
    return (
        f"{clock_text(start, found.event.t_s)}: under “{here}” {event_text(found.event, entities)}; "
        f"under “{there}” {_otherwise(found, entities, start)}"
    )


def _otherwise(found: Parting, entities: Entities, start: str) -> str:
    if found.waiting is not None:
        what = "consent" if found.waiting.kind == codes.E_CONSENT_ASKED else "the decision"
        return f"{what} of {entities.name(found.waiting.other) or 'somebody'} still waited for"
    if found.instead is not None:
        return event_text(found.instead, entities)
    if found.later is not None:
        return f"only at {clock_text(start, found.later.t_s)}: {event_text(found.later, entities)}"
    if found.never is not None:
        return f"never: {event_text(found.never, entities)}"
    return "never"


def _name(names: tuple[str, ...], i: int) -> str:
    return names[i] if 0 <= i < len(names) else "nothing known"
