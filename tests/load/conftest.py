"""A small scenario as text, and a reader of edited copies of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from skypact.load.scenario import scenario
from skypact.spec.scenario import Scenario

SMALL = """\
format: 1
id: small
title: A small border
question: {text: Does it get through?}
date: 2016-05-06
start: "05:00"
duration: 10 min
theatre: {south: 53, north: 55, west: 23, east: 25}
nations: {AA: {title: Northland}, BB: {title: Southland}}
borders:
  AA: [[[53, 23], [53, 25], [54, 25], [54, 23]]]
  BB: [[[54, 23], [54, 25], [55, 25], [55, 23]]]
places: {Town: [53.5, 24]}
posts:
  centre: {nation: AA, at: Town, picture: true}
  border: {nation: AA, at: [53.9, 24]}
links:
  - {from: border, to: centre, latency: 4 s}
sensors:
  radar:
    kind: radar
    nation: AA
    at: Town
    reports_to: centre
    reference: {range: {value: 150 km, low: 100 km, high: 160 km, sets: {press: 200 km}}, rcs: 1 m2}
    max_range: 200 km
batteries:
  s300:
    count: 2
    nation: AA
    at: Town
    commander: centre
    max_range: 75 km
    max_altitude: 25 km
    speed: 1200 m/s
    channels: 6
    missiles: 24
    reaction: 20 s
    radar: {reference: {range: 90 km, rcs: 1 m2}, max_range: 100 km}
    kill: {aircraft: 0.7, cruise: 0.5}
rights:
  - {action: engage, units: [s300], classes: [hostile], decides: centre}
crafts:
  jet: {target: aircraft, speed: 250 m/s, altitude: 3 km, rcs: 5 dBsm}
intruders:
  raid:
    type: jet
    count: 3
    begin: {value: 10 s, low: 0 s, high: 20 s}
    spacing: 30 s
    intent: attack
    route: [{at: [54.5, 24]}, {at: Town, speed: 200 m/s, agl: 100 m}]
arrangements:
  national: {title: Each alone}
  apart:
    title: One battery apart
    links_drop: [[centre, border]]
    reports_to: {radar: border}
    rights:
      - {action: look, classes: [unknown], decides: centre, consent: [{of: border, delay: 2 min}]}
hypotheses:
  stopped: {title: It stopped there, set: {posts.border.stops: 0.9, arrangements.apart.rights.0.consent.0.delay: 1 min}}
"""

Load = Callable[..., Scenario]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load SMALL after replacing texts in it; each must stand there once."""

    def read(*edits: tuple[str, str], **options: object) -> Scenario:
        text = SMALL
        for old, new in edits:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path = tmp_path / "small.yaml"
        path.write_text(text, encoding="utf-8")
        return scenario(path, **options)  # type: ignore[arg-type]

    return read
