"""draw: Pd from the table, what chance decides of each look, and what a sensor can hold."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.scenes import flight, radar
from tests.kernels.detect.looking import Scene, mask

from skypact.arrays.codes import EV_TRANSPONDER, W_EVIDENCE
from skypact.arrays.looks import LOOK_BEARING, LOOK_ECHO, Looks, Plots, empty_looks, empty_plots
from skypact.lower.sense.detection import probability
from skypact.lower.sense.sensor import Tables

JETS = {f"jet-{i}": flight((54, 23 + 0.3 * i), (53, 23 + 0.3 * i)) for i in range(4)}
#: Levels that are seen for certain and never.
SURE, NEVER = 49.0, -19.0


@settings(max_examples=60, deadline=None)
@given(
    snr_db=st.floats(-19.9, 49.9), pfa=st.sampled_from([1e-10, 1e-6, 1e-4, 0.1]), pulses=st.sampled_from([1, 10, 100]),
    swerling=st.sampled_from([0, 1, 2, 3, 4]),
)  # fmt: skip
def test_interpolation_is_near_the_exact_pd(plain, snr_db: float, pfa: float, pulses: int, swerling: int) -> None:
    """Within 1e-3 everywhere; the tables' steps are a tenth of a dB."""
    tables = Tables()
    tables.index(pfa, pulses, swerling)
    world = type("World", (), {"pd": tables.array()})
    exact = float(probability(np.array(10 ** (snr_db / 10)), pfa, pulses, swerling))
    assert plain.draw.pd_of(world, 0, snr_db) == pytest.approx(exact, abs=1e-3)


def test_below_and_above_the_table(plain) -> None:
    """Nothing below −20 dB, the last value from +50 dB on."""
    world = type("World", (), {"pd": np.linspace(0, 0.9, 701)[None, :]})
    assert plain.draw.pd_of(world, 0, -20.0) == 0.0
    assert plain.draw.pd_of(world, 0, -300.0) == 0.0
    assert plain.draw.pd_of(world, 0, 50.0) == plain.draw.pd_of(world, 0, 1e9) == 0.9


def rows(*looks: tuple[float, int, int, int, float, int, float, int]) -> Looks:
    """Return looks: moment, sensor, object, slot, level, kind, level without the loudest jammer, that jammer."""
    made = empty_looks(len(looks))
    for k, (t, sensor, obj, slot, level, kind, clear, jammer) in enumerate(looks):
        made.t_s[k], made.sensor[k], made.object[k], made.slot[k] = t, sensor, obj, slot
        made.snr_db[k], made.kind[k], made.clear_db[k], made.jammer[k] = level, kind, clear, jammer
        made.range_m[k] = 50e3
    return made


def echo(t_s: float, i_object: int, level: float = SURE, **more: Any) -> Any:
    """Return the row of an echo that radar 0 may see in the slot t_s / 10."""
    return (t_s, more.get("sensor", 0), i_object, int(t_s / 10), level, LOOK_ECHO, more.get("clear", level),
            more.get("jammer", -1))  # fmt: skip


def strobe(t_s: float, i_object: int) -> Any:
    """Return the row of a direction of noise."""
    return (t_s, 0, i_object, int(t_s / 10), 40.0, LOOK_BEARING, 40.0, -1)


def drawn(plain, looks: Looks, scene: Scene | None = None, run: int = 0, **sensor: Any) -> tuple[list[Any], Scene]:
    """Draw looks; return the plots as (moment, object, bearing, hidden by) and the scene."""
    s = scene or Scene(plain, mask(sensors={"r": radar(**sensor)}, intruders=JETS))
    plots: Plots = empty_plots(len(looks.t_s))
    n = plain.draw.detect_looks(s.world, s.state, 1, run, looks, len(looks.t_s), plots, 0, False)
    return [(plots.t_s[k], int(plots.object[k]), int(plots.bearing[k]), int(plots.hidden_by[k])) for k in range(n)], s


def test_an_echo_says_more_than_its_noise(plain) -> None:
    """Of one scan a seen echo makes the direction of its own noise needless; an unseen one leaves it."""
    both = [echo(10.0, 0), strobe(10.0, 0)]
    assert drawn(plain, rows(*both))[0] == [(10.0, 0, 0, -1)]
    assert drawn(plain, rows(echo(10.0, 0, NEVER), strobe(10.0, 0)))[0] == [(10.0, 0, 1, -1)]
    assert drawn(plain, rows(echo(10.0, 0), strobe(10.0, 1)))[0] == [(10.0, 0, 0, -1), (10.0, 1, 1, -1)]
    assert drawn(plain, rows(echo(10.0, 0), strobe(20.0, 0)))[0] == [(10.0, 0, 0, -1), (20.0, 0, 1, -1)]


def test_what_noise_hides_is_kept_for_the_case_that_its_maker_dies(plain) -> None:
    """It counts as no detection, and does not make its own direction needless."""
    hidden = echo(10.0, 0, NEVER, clear=SURE, jammer=3)
    plots, s = drawn(plain, rows(hidden, strobe(10.0, 0)))
    assert plots == [(10.0, 0, 0, 3), (10.0, 0, 1, -1)]
    assert s.state.detectable_s[0, 0] == 10.0  # by its noise, which is seen
    plots, s = drawn(plain, rows(hidden))
    assert plots == [(10.0, 0, 0, 3)]
    assert np.isinf(s.state.detected_s[0, 0])
    assert np.isinf(s.state.detectable_s[0, 0])
    assert drawn(plain, rows(echo(10.0, 0, -60.0, clear=SURE, jammer=3)))[0] == [(10.0, 0, 0, 3)]  # below any table
    assert drawn(plain, rows(echo(10.0, 0, NEVER, clear=NEVER, jammer=3)))[0] == []


def test_what_noise_hides_is_as_exact_as_without_it(plain) -> None:
    """It is read only when its jammer is gone: its errors are those of the clear level, here above full accuracy."""
    plots = empty_plots(1)
    s = Scene(plain, mask(sensors={"r": radar()}, intruders=JETS))
    looks = rows(echo(10.0, 0, NEVER, clear=SURE, jammer=3))
    assert plain.draw.detect_looks(s.world, s.state, 1, 0, looks, 1, plots, 0, False) == 1
    assert plots.worse[0] == 1.0


def test_the_same_luck_with_and_without_noise(plain) -> None:
    """Clear and jammed are one draw against two chances: whatever is seen through noise is seen without it."""
    seen = {"clear": 0, "noise": 0, "hidden": 0}
    for run in range(200):
        found = drawn(plain, rows(echo(10.0, 0, 20.0)), run=run)[0]
        jammed = drawn(plain, rows(echo(10.0, 0, 12.77, clear=20.0, jammer=3)), run=run)[0]
        seen["clear"] += bool(found)
        seen["noise"] += bool(jammed) and jammed[0][3] == -1
        seen["hidden"] += bool(jammed) and jammed[0][3] == 3
        assert bool(jammed) == bool(found)
    assert seen["noise"] + seen["hidden"] == seen["clear"]
    assert seen["noise"] / 200 == pytest.approx(0.5, abs=0.12)


def test_a_sensor_keeps_what_it_has(plain) -> None:
    """Of three targets it holds the two that it found first, also where the third comes before them in the scan."""
    scans = rows(echo(10.0, 2), echo(20.0, 1), echo(20.0, 2), echo(30.0, 0), echo(30.0, 1), echo(30.0, 2))
    held = [(10.0, 2), (20.0, 1), (20.0, 2), (30.0, 1), (30.0, 2)]
    assert [p[:2] for p in drawn(plain, scans, most_targets=2)[0]] == held
    assert len(drawn(plain, scans)[0]) == 6
    lost = rows(echo(10.0, 1), echo(10.0, 2), echo(20.0, 0), echo(20.0, 2))  # 1 is out of sight: there is room
    assert [p[:2] for p in drawn(plain, lost, most_targets=2)[0]] == [(10.0, 1), (10.0, 2), (20.0, 0), (20.0, 2)]
    one = rows(echo(10.0, 1), echo(20.0, 0), echo(20.0, 1), echo(30.0, 0))
    assert [p[:2] for p in drawn(plain, one, most_targets=1)[0]] == [(10.0, 1), (20.0, 1), (30.0, 0)]


def test_one_draw_for_all_who_ask_a_transponder(plain) -> None:
    """It works or not for a nation in a run, for receivers as for the evidence that radars' questions bring."""
    receiver = {"kind": "cooperative", "nation": "AA", "at": [53.5, 24], "reports_to": "centre", "hears": 0.9}
    jets = {"j": flight((54, 24), (53, 24)) | {"transponder": 0.5}}
    s = Scene(plain, mask(sensors={"a": receiver, "b": receiver}, intruders=jets))
    works = []
    for run in range(300):
        who = plain.rng.pair(s.world.nation_who[0], s.world.object[0].who)
        answers = plain.rng.u01(1, run, who, W_EVIDENCE, EV_TRANSPONDER) < 0.5
        found = [plain.draw.chance(s.world, s.state, 1, run, i, 0, LOOK_ECHO, 0.9) for i in (0, 1)]
        assert found == ([0.9, 0.9] if answers else [0.0, 0.0])
        works.append(answers)
    assert np.mean(works) == pytest.approx(0.5, abs=0.09)


def test_the_size_of_the_day_is_not_for_what_an_object_radiates(plain) -> None:
    """A large echo that day does not make a transmitter louder."""
    ear = {"kind": "passive", "nation": "AA", "at": [53.5, 24], "reports_to": "centre"}
    s = Scene(plain, mask(sensors={"ear": ear, "r": radar()}, intruders=JETS))
    s.state.rcs_day_db[:] = 20.0
    deaf, sees = (plain.draw.chance(s.world, s.state, 1, 0, i, 0, LOOK_ECHO, 0.0) for i in (0, 1))
    assert deaf < 0.01
    assert sees > 0.8
    assert plain.draw.chance(s.world, s.state, 1, 0, 1, 0, LOOK_BEARING, 0.0) == 1.0
