"""Cross-checks of what senses and of what spoils it: echoes, jammers, accounts that bring intruders, radars' limits."""

from __future__ import annotations

import math
from collections.abc import Iterator

from skypact.core.errors import nearest
from skypact.core.units import show
from skypact.load.checks.limits import all_radars
from skypact.load.checks.references import Known, named
from skypact.load.yaml_nodes import DataPath, Problem
from skypact.spec.intruder import Jammer
from skypact.spec.quantity import Quantity
from skypact.spec.radar import Radar
from skypact.spec.scenario import Scenario
from skypact.spec.sensor import Cooperative, Passive, Sensor

#: Echoes that a scenario may have on average in a run, in all: each is a flying object.
MOST_ECHOES = 300
#: So far may an echo drift while it lasts [m]: no bird and no weather comes farther in a scenario of two days.
FARTHEST_ECHO_M = 2_000_000.0


def check(s: Scenario, known: Known) -> Iterator[Problem]:
    """Yield what names nothing, and figures that no sensor or jammer can have."""
    for name, kind in s.echoes.items():
        yield from named(("echoes", name, "zone"), "zone", kind.zone, known.names["zones"])
        if not 0 < kind.mean.value <= MOST_ECHOES:
            what = f"{kind.mean.value:g} echoes on average"
            yield Problem(("echoes", name, "mean"), what, f"above 0 and at most {MOST_ECHOES}")
        if kind.lasts.value <= 0:
            yield Problem(("echoes", name, "lasts"), "an echo that lasts no time", 'such as "20 min"')
        craft = s.crafts.get(kind.type)
        if craft is not None and craft.speed.value * kind.lasts.value > FARTHEST_ECHO_M:
            what = f"echoes that drift {show(craft.speed.value * kind.lasts.value, 'length')}"
            yield Problem(("echoes", name, "lasts"), what, f"shorter: at most {show(FARTHEST_ECHO_M, 'length')}")
    for name, cell in s.environment.weather.items():
        if cell.radius.value <= 0:
            yield Problem(("environment", "weather", name, "radius"), "a cell of no size", 'such as "30 km"')
    for name, flyer in s.intruders.items():
        if flyer.jammer is not None:
            yield from _jammer(("intruders", name, "jammer"), flyer.jammer, s.duration)
    for name, account in s.hypotheses.items():
        for i, one in enumerate(account.present):
            if one not in known.all("intruders"):
                what = f"unknown intruder '{one}'"
                yield Problem(("hypotheses", name, "present", i), what, nearest(one, known.all("intruders")))
    yield from _nobody_asked_about(s)
    yield from figures(s)


def figures(s: Scenario) -> Iterator[Problem]:
    """Yield figures that no sensor can have: of a file, and of what `--set` or a rival account put into it."""
    for name, flyer in s.airborne.items():
        high = [leg for leg in flyer.route if leg.alt is not None and leg.alt.value > 100.0]
        if flyer.platform == "ship" and high:
            right = 'write alt: "0 m"; the height of the antenna is the `mast` of its radar'
            yield Problem(("airborne", name, "route"), "a ship high above the sea", right)
    for path, radar in all_radars(s):
        yield from _radar(path, radar)
    for name, sensor in s.sensors.items():
        if not isinstance(sensor, Radar):
            yield from _errors(("sensors", name), sensor)
        if isinstance(sensor, (Passive, Cooperative)) and sensor.max_range.value <= 0:
            yield Problem(("sensors", name, "max_range"), "a sensor that reaches nowhere", 'such as "400 km"')


def _nobody_asked_about(s: Scenario) -> Iterator[Problem]:
    """Yield a question whose intruders are all brought by accounts: without one it would ask about nothing."""
    brought = {one for account in s.hypotheses.values() for one in account.present}
    if s.question.about and brought.issuperset(s.question.about):
        what = "every intruder that it names is there under a rival account only"
        yield Problem(("question", "about"), what, "name one that is there without an account, or leave it out")


def _jammer(path: DataPath, jammer: Jammer, duration: Quantity) -> Iterator[Problem]:
    if not jammer.bands:
        yield Problem((*path, "bands"), "a jammer of no band", "name one or more of VHF, UHF, L, S, C, X")
    if jammer.until is not None and jammer.until.value <= jammer.begin.value:
        yield Problem((*path, "until"), "it ends before it begins", "later than `begin`")
    if 0 < duration.value <= jammer.begin.value:
        what = f"jams from {show(jammer.begin.value, 'time')} after the start on, when the scenario is over"
        yield Problem((*path, "begin"), what, f"below the duration, {show(duration.value, 'time')}")


def _radar(path: DataPath, radar: Radar) -> Iterator[Problem]:
    if radar.blind_speed is not None and radar.blind_speed.value <= 2.0 * radar.notch.value:
        what = f"a blind speed of {show(radar.blind_speed.value, 'speed')}, so that the notches leave no speed between"
        yield Problem((*path, "blind_speed"), what, f"above {show(2.0 * radar.notch.value, 'speed')}")
    if radar.over_horizon and radar.min_range.value < 300_000:
        what = f"by the sky wave, and sees from {show(radar.min_range.value, 'length')} on"
        yield Problem((*path, "min_range"), what, 'its blind zone: such as "900 km"')
    if radar.side_lobes.value > 0:
        yield Problem((*path, "side_lobes"), "side lobes stronger than the beam", 'below 0, such as "-28 dB"')
    if radar.beam.value <= 0:
        yield Problem((*path, "beam"), "a beam of no width", 'such as "1.5 deg"')
    if radar.pattern == "cosecant" and not 0 < radar.full_elevation.value <= math.pi / 2:
        what = f"a cosecant pattern that falls from {show(radar.full_elevation.value, 'angle')} on"
        yield Problem((*path, "full_elevation"), what, "above 0 and at most 90 deg")
    if radar.look_down.value < 0:
        yield Problem((*path, "look_down"), "a gain where a loss is meant", 'zero or more, such as "6 dB"')
    most = radar.most_targets
    if most is not None and (most.value < 1 or most.value % 1):
        yield Problem((*path, "most_targets"), f"{most.value:g} targets", "a whole number from 1 on, or leave it out")
    yield from _errors(path, radar)


def _errors(path: DataPath, sensor: Sensor) -> Iterator[Problem]:
    """Yield angular errors below zero: their unit has no lower bound of its own."""
    for key in ("sigma_azimuth", "sigma_elevation"):
        error = getattr(sensor, key, None)
        if error is not None and error.value < 0:
            yield Problem((*path, key), f"an error of {show(error.value, 'angle')}", "zero or more")
