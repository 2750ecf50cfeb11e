"""Scenes without chance in which one change alone can alter the fate, by construction."""

from __future__ import annotations

from typing import Any

from tests.engine.scenes import battery, engage, flight, link, post, radar, raid

from skypact.spec.scenario import Scenario

JET = flight((54.5, 24), (52.5, 24))
ONE = {"one": {"title": "One"}}
ALLY = {"centre": post(), "ally": post(nation="BB", picture=False)}


def late_consent(delay: str, refuses: float = 0, **more: Any) -> Scenario:
    """Return a jet that flies for 890 s; the battery reaches it until about 700 s; the ally's consent takes `delay`."""
    consent = [{"of": "ally", "delay": delay, "refuses": refuses}]
    sections = {"posts": ALLY, "links": [link("centre", "ally")], "rights": [engage(consent=consent)]}
    return raid(arrangements=ONE, **(sections | more))


def no_link() -> Scenario:
    """Return a jet that only the partner's radar sees: its picture and the battery's commander have no link."""
    posts = {"centre": post(), "west": post(nation="BB")}
    return raid(arrangements=ONE, posts=posts, sensors={"radar": radar(reports_to="west", nation="BB")})


def no_channel() -> Scenario:
    """Return two jets side by side within reach for 160 s; one channel, free again when a shot was judged, 600 s later.

    Half of 600 s is too long as well.
    """
    two = {"a": JET, "b": flight((54.5, 24.05), (52.5, 24.05))}
    short = battery(channels=1, max_range="20 km", assessment="10 min")
    return raid(arrangements=ONE, intruders=two, batteries={"battery": short})


def no_hope() -> Scenario:
    """Return a jet at which the battery never hits: nothing that the list holds alters that."""
    return raid(arrangements=ONE, batteries={"battery": battery(kill={"aircraft": 0})})


def liner() -> Scenario:
    """Return a civil flight in peace, unknown to the centre, which may fire at unknowns; only BB has its plan."""
    flights = {"liner": flight((54.5, 24), (52.5, 24), intent="passage", civil=True, end="leaves", flight_plan=["BB"])}
    asked = {"text": "Is it fired at?", "measure": "wrongful"}
    return raid(arrangements=ONE, intruders=flights, situation=[], question=asked)
