"""Cross-checks of what senses and of what spoils it: echoes, jammers, accounts that bring intruders, radars' limits."""

from __future__ import annotations

from collections.abc import Iterator

from skypact.core.errors import nearest
from skypact.core.units import show
from skypact.load.checks.references import Known, named
from skypact.load.yaml_nodes import DataPath, Problem
from skypact.spec.intruder import Jammer
from skypact.spec.radar import Radar
from skypact.spec.scenario import Scenario

#: Echoes that a scenario may have on average in a run, in all: each is a flying object.
MOST_ECHOES = 300


def check(s: Scenario, known: Known) -> Iterator[Problem]:
    """Yield what names nothing, and figures that no sensor or jammer can have."""
    for name, kind in s.echoes.items():
        yield from named(("echoes", name, "zone"), "zone", kind.zone, known.names["zones"])
        if not 0 < kind.mean.value <= MOST_ECHOES:
            what = f"{kind.mean.value:g} echoes on average"
            yield Problem(("echoes", name, "mean"), what, f"above 0 and at most {MOST_ECHOES}")
        if kind.lasts.value <= 0:
            yield Problem(("echoes", name, "lasts"), "an echo that lasts no time", 'such as "20 min"')
    for name, cell in s.environment.weather.items():
        if cell.radius.value <= 0:
            yield Problem(("environment", "weather", name, "radius"), "a cell of no size", 'such as "30 km"')
    for name, flyer in s.intruders.items():
        if flyer.jammer is not None:
            yield from _jammer(("intruders", name, "jammer"), flyer.jammer)
    for name, account in s.hypotheses.items():
        for i, one in enumerate(account.present):
            if one not in known.all("intruders"):
                what = f"unknown intruder '{one}'"
                yield Problem(("hypotheses", name, "present", i), what, nearest(one, known.all("intruders")))
    yield from _nobody_asked_about(s)
    for name, flyer in s.airborne.items():
        high = [leg for leg in flyer.route if leg.alt is not None and leg.alt.value > 100.0]
        if flyer.platform == "ship" and high:
            right = 'write alt: "0 m"; the height of the antenna is the `mast` of its radar'
            yield Problem(("airborne", name, "route"), "a ship high above the sea", right)
    for name, sensor in s.sensors.items():
        if isinstance(sensor, Radar):
            yield from _radar(("sensors", name), sensor)


def _nobody_asked_about(s: Scenario) -> Iterator[Problem]:
    """Yield a question whose intruders are all brought by accounts: without one it would ask about nothing."""
    brought = {one for account in s.hypotheses.values() for one in account.present}
    if s.question.about and brought.issuperset(s.question.about):
        what = "every intruder that it names is there under a rival account only"
        yield Problem(("question", "about"), what, "name one that is there without an account, or leave it out")


def _jammer(path: DataPath, jammer: Jammer) -> Iterator[Problem]:
    if not jammer.bands:
        yield Problem((*path, "bands"), "a jammer of no band", "name one or more of VHF, UHF, L, S, C, X")
    if jammer.until is not None and jammer.until.value <= jammer.begin.value:
        yield Problem((*path, "until"), "it ends before it begins", "later than `begin`")


def _radar(path: DataPath, radar: Radar) -> Iterator[Problem]:
    if radar.blind_speed is not None and radar.blind_speed.value <= radar.notch.value:
        what = f"a blind speed of {show(radar.blind_speed.value, 'speed')} below the notch"
        yield Problem((*path, "blind_speed"), what, f"above {show(radar.notch.value, 'speed')}")
    if radar.over_horizon and radar.min_range.value < 300_000:
        what = f"by the sky wave, and sees from {show(radar.min_range.value, 'length')} on"
        yield Problem((*path, "min_range"), what, 'its blind zone: such as "900 km"')
    if radar.side_lobes.value > 0:
        yield Problem((*path, "side_lobes"), "side lobes stronger than the beam", 'below 0, such as "-28 dB"')
    if radar.beam.value <= 0:
        yield Problem((*path, "beam"), "a beam of no width", 'such as "1.5 deg"')
