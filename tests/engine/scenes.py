"""Small scenes without chance unless asked for, and their events by name."""

from __future__ import annotations

import copy
from typing import Any, NamedTuple

import numpy as np

from skypact.arrays import codes
from skypact.engine.plan import Plan, plan
from skypact.engine.replicate import replicate
from skypact.load.resolve import resolved
from skypact.spec.scenario import Scenario

#: AA holds everything south of 54° N, BB the north; nothing varies, no link loses or delays, no post takes its time.
BASE: dict[str, Any] = {
    "format": 1, "id": "scene", "title": "Scene", "question": {"text": "What happens?"},
    "date": "2016-05-06", "start": "10:00", "duration": "20 min",
    "theatre": {"south": 52, "north": 56, "west": 22, "east": 26},
    "environment": {"ground": "0 m", "trees": "0 m", "daylight": "day"},
    "nations": {"AA": {"title": "A"}, "BB": {"title": "B"}},
    "borders": {
        "AA": [[[52, 22], [52, 26], [54, 26], [54, 22]]],
        "BB": [[[54, 22], [54, 26], [56, 26], [56, 22]]],
    },
    "effects": {
        "alertness": 0, "delay": 0, "battery": 0, "kill_chain": 0,
        "bias_range": "0 m", "bias_azimuth": "0 deg", "bias_elevation": "0 deg", "bias_north": "0 deg",
    },
    "crafts": {
        "jet": {"target": "aircraft", "speed": "250 m/s", "altitude": "6 km", "rcs": "5 dBsm", "rcs_spread": "0 dB"},
        "light": {"target": "light", "speed": "60 m/s", "altitude": "1 km", "rcs": "5 dBsm", "rcs_spread": "0 dB"},
    },
}  # fmt: skip
QUIET = {"latency": "0 s", "loss": 0, "retry": "10 s"}
WAR = [{"from": "0 s", "is": "war"}]


def post(**more: Any) -> dict[str, Any]:
    """Return a post of AA with a picture that handles everything at once."""
    made = {"nation": "AA", "at": [53.5, 24], "picture": True, "handling": "0 s", "load": "0 s", "epoch": "5 s"}
    return made | more


def link(a: str, b: str, **more: Any) -> dict[str, Any]:
    """Return a link that carries everything without delay or loss."""
    return {"from": a, "to": b, "carries": ["plots", "reports"]} | QUIET | more


def radar(**more: Any) -> dict[str, Any]:
    """Return a radar of AA that sees whatever is above its horizon within 300 km on all but one look in thousands."""
    reference = {"range": "3000 km", "rcs": "1 m2", "pd": 0.5, "pfa": 1e-6}
    made = {
        "kind": "radar", "nation": "AA", "at": [53.5, 24], "reports_to": "centre", "link": QUIET, "mast": "50 m",
        "reference": reference, "max_range": "300 km", "min_range": "0 km", "period": "5 s",
        "elevation_low": "-5 deg", "elevation_high": "89 deg",
        "sigma_range": "50 m", "sigma_azimuth": "0.05 deg", "sigma_elevation": "0.05 deg", "false_plots": 0,
    }  # fmt: skip
    return made | more


def observer(**more: Any) -> dict[str, Any]:
    """Return an observer of AA who notices everything within 8 km."""
    made = {
        "kind": "observer", "nation": "AA", "at": [53.9, 24], "reports_to": "border", "link": QUIET,
        "distance": "8 km", "notices": 1, "period": "10 s", "report_delay": "0 s", "error": "500 m",
    }  # fmt: skip
    return made | more


def battery(**more: Any) -> dict[str, Any]:
    """Return a battery of AA that reaches 80 km and kills every time."""
    made = {
        "kind": "battery", "nation": "AA", "at": [53.5, 24], "commander": "centre", "link": QUIET,
        "max_range": "80 km", "min_range": "1 km", "max_altitude": "25 km", "min_altitude": "20 m",
        "speed": "1000 m/s", "boost": "5 s", "channels": 6, "missiles": 24, "reaction": "10 s", "reload": "10 min",
        "assessment": "10 s", "assessment_error": 0, "basket": "20 km",
        "kill": {"aircraft": 1, "light": 1, "cruise": 1},
    }  # fmt: skip
    return made | more


def fighter(**more: Any) -> dict[str, Any]:
    """Return a unit of AA with one flight that finds, sees and kills every time."""
    everything = {"aircraft": 1, "light": 1}
    made = {
        "kind": "fighter", "nation": "AA", "base": [53.5, 24], "commander": "centre", "link": QUIET, "sorties": 1,
        "readiness": "2 min", "speed": "400 m/s", "altitude": "6 km", "endurance": "1 h", "contact_range": "40 km",
        "contact": everything, "look": "30 s", "clarity": 1, "vector": "10 s", "turnaround": "10 min",
        "shots": 4, "shot_time": "20 s", "kill": everything,
    }  # fmt: skip
    return made | more


def flight(*route: tuple[float, float], type: str = "jet", intent: str = "attack", **more: Any) -> dict[str, Any]:
    """Return an intruder over these places."""
    return {"type": type, "intent": intent, "end": "reaches", "route": [{"at": list(at)} for at in route]} | more


def engage(decides: str = "centre", **more: Any) -> dict[str, Any]:
    """Return a rule row: everything unknown, suspect or hostile may be engaged, decided at once."""
    classes = ["unknown", "suspect", "hostile"]
    return {"action": "engage", "classes": classes, "decides": decides, "delay": "0 s"} | more


def scene(**sections: Any) -> Scenario:
    """Return a resolved scenario: the base with these sections put in."""
    data = copy.deepcopy(BASE) | {"posts": {"centre": post()}} | sections
    return resolved(Scenario.model_validate(data), {})


def raid(**sections: Any) -> Scenario:
    """Return a scene at war: one jet from the north straight over one radar and one battery."""
    made: dict[str, Any] = {
        "sensors": {"radar": radar()}, "batteries": {"battery": battery()}, "rights": [engage()], "situation": WAR,
        "intruders": {"jet": flight((54.5, 24), (52.5, 24))},
    }  # fmt: skip
    return scene(**(made | sections))


class Event(NamedTuple):
    """An event by name; "" stands for none."""

    t_s: float
    kind: int
    nation: str
    subject: str
    actor: str
    other: str
    cause: int
    value: float


def named(made: Plan, rows: np.ndarray) -> list[Event]:
    """Return the events of one run with the names behind their rows."""
    ids = [str(row["id"]) for row in made.roster.entities] + [""]
    return [
        Event(
            float(r["t_s"]), int(r["kind"]), ids[r["nation"]], ids[r["subject"]], ids[r["actor"]], ids[r["other"]],
            int(r["cause"]), float(r["value"]),
        )
        for r in rows
    ]  # fmt: skip


def play(
    scenario: Scenario, *, seed: int = 1, run: int = 0, level: str = "full", association: str = "perfect"
) -> list[Event]:
    """Return the events of one run, and check that every object has come to one fate."""
    made = plan(scenario, association)
    events = named(made, replicate(made, seed, run, level))
    assert sorted(e.subject for e in of(events, codes.E_FATE)) == made.roster.objects
    return events


def of(events: list[Event], kind: int, **where: Any) -> list[Event]:
    """Return the events of one kind, with these fields."""
    return [e for e in events if e.kind == kind and all(getattr(e, k) == v for k, v in where.items())]


def first(events: list[Event], kind: int, **where: Any) -> Event:
    """Return the first event of one kind, with these fields."""
    found = of(events, kind, **where)
    assert found, f"no {codes.EVENT_NAMES[kind]} {where} in {story(events)}"
    return found[0]


def story(events: list[Event]) -> str:
    """Return the events as a table for a message."""
    return "\n".join(
        f"{e.t_s:9.2f} {codes.EVENT_NAMES[e.kind]:18} {e.subject} {e.actor} {e.other} "
        f"{codes.CAUSE_NAMES[e.cause]} {e.value:g}"
        for e in events
    )


def causes(events: list[Event], kind: int = codes.E_BARRED, **where: Any) -> list[str]:
    """Return the names of the causes of one kind of events."""
    return [codes.CAUSE_NAMES[e.cause] for e in of(events, kind, **where)]


def busy(n: int = 8, spread: str = "20 s") -> Scenario:
    """Return a scene where everything happens by chance: two posts, reports, consent, batteries, fighters, losses."""
    noisy = {"reference": {"range": "90 km", "rcs": "1 m2"}, "sigma_azimuth": "0.3 deg", "link": {"latency": "2 s"}}
    jets = {
        f"jet-{i}": flight(
            (54.6 - 0.02 * i, 23.2 + 0.2 * i), (52.9, 23.6 + 0.1 * i), spread=spread if i % 2 else "0 s",
            begin=f"{7 * i} s", type="jet" if i % 3 else "light", intent="attack" if i % 3 else "trespass",
        )
        for i in range(n)
    }  # fmt: skip
    consent = [{"of": "ally", "delay": "30 s", "refuses": 0.2}]
    return scene(
        effects={}, environment={"daylight": "day"}, duration="12 min", situation=WAR, intruders=jets,
        crafts={
            "jet": {"target": "aircraft", "speed": "250 m/s", "altitude": "4 km", "rcs": "2 dBsm"},
            "light": {"target": "light", "speed": "90 m/s", "altitude": "800 m", "rcs": "0 dBsm", "complies": 0.5},
        },
        posts={"centre": post(handling="4 s", load="2 s"), "ally": post(handling="9 s", nation="BB"),
               "border": post(picture=False, stops=0.3, handling="10 s")},
        links=[link("centre", "ally", loss=0.1, latency="3 s"), link("border", "centre", loss=0.2)],
        sensors={"r1": radar(**noisy), "r2": radar(at=[53.9, 24.6], **noisy),
                 "r3": radar(at=[54.2, 23.5], nation="BB", reports_to="ally", **noisy),
                 "eyes": observer(at=[53.95, 23.6], notices=0.5, report_delay="20 s")},
        batteries={"sam": battery(at=[53.6, 23.7], kill={"aircraft": 0.6, "light": 0.7}, missiles=3, reload="2 min",
                                  assessment_error=0.2, channels=2),
                   "gun": battery(at=[53.4, 24.4], max_range="30 km", kill={"aircraft": 0.5, "light": 0.5})},
        fighters={"pair": fighter(sorties=2, readiness="1 min", clarity=0.8, kill={"aircraft": 0.5, "light": 0.5},
                                  contact={"aircraft": 0.8, "light": 0.5})},
        rights=[engage(weapon="batteries", territory=["AA"], delay="10 s"),
                engage(weapon="batteries", delay="10 s", consent=consent),
                engage(weapon="fighters", classes=["hostile"], delay="5 s"),
                {"action": "look", "weapon": "fighters", "classes": ["unknown", "suspect", "hostile"],
                 "decides": "centre", "delay": "5 s"}],
    )  # fmt: skip
