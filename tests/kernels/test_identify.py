"""identify: posteriors by hand, classes, and the law that silence alone is never hostile."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.scenes import scene

from skypact.arrays.codes import (
    EV_IFF,
    EV_KINEMATICS,
    EV_ORIGIN,
    EV_PHONE,
    EV_PLAN,
    EV_TRANSPONDER,
    EV_VIEW,
    HEIGHT_STEPS,
    K_CIVIL,
    K_FRIEND,
    K_HOSTILE,
    K_SUSPECT,
    K_UNKNOWN,
    N_EVIDENCE,
    S_PEACE,
    S_WAR,
    SPEED_STEPS,
)  # fmt: skip
from skypact.arrays.world import G_SURE, G_SUSPECT, N_SETTINGS
from skypact.lower import identify
from skypact.lower.identify import likelihoods, priors
from skypact.lower.world import world as lower_world
from skypact.spec.identify import LIKELIHOOD, Identification


def world(**more: Any) -> SimpleNamespace:
    """Return what the class of a track needs."""
    spec = Identification.model_validate(more)
    g = np.zeros(N_SETTINGS)
    g[G_SURE], g[G_SUSPECT] = spec.sure.value, spec.suspect.value
    return SimpleNamespace(prior=priors(spec), evidence=likelihoods(spec), settings=g)


def evidence(**outcomes: int) -> np.ndarray:
    """Return a track's evidence; what is not named is unknown."""
    kinds = {"iff": EV_IFF, "transponder": EV_TRANSPONDER, "plan": EV_PLAN, "kinematics": EV_KINEMATICS,
             "origin": EV_ORIGIN, "phone": EV_PHONE, "view": EV_VIEW}  # fmt: skip
    made = np.full(N_EVIDENCE, -1, np.int8)
    for name, outcome in outcomes.items():
        made[kinds[name]] = outcome
    return made


# prior × likelihoods of the spec, by hand: (friend, civil, noncooperative, hostile), normalised
@pytest.mark.parametrize(
    ("outcomes", "now", "shares"),
    [
        ({}, S_PEACE, (0.10, 0.80, 0.09, 0.01)),
        # .25·.95, .25·.001, .15·.001, .35·.005 = .2375, .00025, .00015, .00175; sum .23965
        ({"iff": 1}, S_WAR, (0.991029, 0.001043, 0.000626, 0.007302)),
        # .10·.4·.3·.08, .80·.03·.05·.08, .09·.7·.9·.55, .01·.95·.98·.20 = .00096, .000096, .031185, .001862
        ({"transponder": 0, "plan": 0, "kinematics": 0}, S_PEACE, (0.028150, 0.002815, 0.914436, 0.054599)),
    ],
)
def test_posterior_by_hand(plain, outcomes: dict[str, int], now: int, shares: tuple[float, ...]) -> None:
    """Bayes, with evidence independent given the hypothesis."""
    out = np.zeros(4)
    plain.identify.posterior(world(), evidence(**outcomes), now, out)
    assert out == pytest.approx(shares, abs=2e-5)
    assert out.sum() == pytest.approx(1.0)


# the classes that follow; suspect from a posterior of hostile of 0.3, sure from 0.9
@pytest.mark.parametrize(
    ("outcomes", "now", "cls"),
    [
        ({"iff": 1}, S_WAR, K_FRIEND),
        ({"transponder": 1, "plan": 1}, S_PEACE, K_CIVIL),
        ({"transponder": 0, "plan": 0, "kinematics": 0}, S_PEACE, K_UNKNOWN),  # noncooperative: nobody says civil
        ({"transponder": 0, "plan": 0, "kinematics": 0, "view": 0}, S_PEACE, K_CIVIL),  # but a fighter saw it
        ({"transponder": 0, "plan": 0, "kinematics": 24}, S_WAR, K_SUSPECT),
        ({"transponder": 0, "plan": 0, "kinematics": 40, "origin": 1}, S_WAR, K_HOSTILE),
        ({"transponder": 0, "plan": 0, "kinematics": 24, "view": 1, "origin": 1}, S_WAR, K_HOSTILE),
    ],
)
def test_classes(plain, outcomes: dict[str, int], now: int, cls: int) -> None:
    """With the likelihoods of the spec."""
    assert plain.identify.classify(world(), evidence(**outcomes), now, np.zeros(4)) == cls


SHARES = st.lists(st.floats(0.0, 1.0), min_size=4, max_size=4).filter(lambda p: sum(p) > 0.01)


@settings(max_examples=150, deadline=None)
@given(
    prior=SHARES, sure=st.floats(0.8, 0.97), suspect=st.floats(0.2, 0.5), now=st.sampled_from([S_PEACE, S_WAR]),
    kinematics=st.integers(-1, 29), origin=st.integers(-1, 1), phone=st.sampled_from([-1, 0, 2]),
    view=st.sampled_from([-1, 2]), likely=st.floats(1e-6, 1.0),
)  # fmt: skip
def test_silence_alone_is_never_hostile(
    plain, prior, sure, suspect, now, kinematics, origin, phone, view, likely
) -> None:
    """No reply, no plan, no answer, slow or medium flight: suspect at most, for any prior, threshold, likelihood."""
    p = [x / sum(prior) for x in prior]
    shares = dict(zip(("friend", "civil", "noncooperative", "hostile"), p, strict=True))
    table = {"iff": [[likely, likely, likely, 1.0], [0.5, 0.5, 0.5, 0.5]]}
    made = world(peace=shares, war=shares, sure=sure, suspect=suspect, likelihood=table)
    silent = evidence(iff=0, transponder=0, plan=0, kinematics=kinematics, origin=origin, phone=phone, view=view)
    assert plain.identify.classify(made, silent, now, np.zeros(4)) != K_HOSTILE


# slow below 100 m/s, fast from 270, low below 1,500 m; 5 · speed (0 slow, 4 medium, 8 fast) + height (0 low, 4 high)
@pytest.mark.parametrize(
    ("speed", "sd", "height", "sd_h", "new"),
    [
        # known well: the bins of the table
        (50, 1, 100, 10, 0), (50, 1, 9000, 10, 4), (200, 1, 100, 10, 20), (200, 1, 9000, 10, 24),
        (900, 1, 100, 10, 40), (900, 1, 9000, 10, 44),
        # on a limit: half way between its bins. One sd beyond: 0.84 of the way, 4 · 1.84 = 7.4 and 4 · 0.16 = 0.6
        (270, 10, 100, 10, 30), (280, 10, 100, 10, 35), (90, 10, 100, 10, 5), (200, 1, 1500, 10, 22),
        # of the height nothing is known: 3,000 ± 3,000 m is 0.69 of the way to high, 4 · 0.69 = 2.8
        (200, 1, 3000, 3000, 23),
    ],
)  # fmt: skip
def test_speed_and_height_with_their_errors(
    plain, speed: float, sd: float, height: float, sd_h: float, new: int
) -> None:
    """How far a track lies beyond a limit counts in its own standard deviations."""
    assert kinematics(plain, fresh(), -1, speed, sd, height, sd_h) == new


def test_speed_is_averaged_over_the_memory_and_holds_its_step(plain) -> None:
    """From medium (4) to fast (8) after 60 s of 60: 4 + 4 (1 − 1/e) = 6.53, step 7; after 6 s more 6.67: still 7.

    Back at medium, 30 s later the place is 4 + 2.67 / √e = 5.62, and the step 6.
    """
    tr = fresh()
    assert kinematics(plain, tr, -1, 200, 1, 100, 10) == 20
    assert kinematics(plain, tr, 20, 900, 1, 100, 10, 60.0) == 35
    assert tr.speed_place == pytest.approx(6.528, abs=1e-3)
    assert kinematics(plain, tr, 35, 900, 1, 100, 10, 66.0) == 35
    assert kinematics(plain, tr, 35, 200, 1, 100, 10, 96.0) == 30


def fresh() -> SimpleNamespace:
    """Return a track of whose speed and height nothing has been noted."""
    return SimpleNamespace(speed_place=0.0, height_place=0.0, t_place_s=0.0)


def kinematics(plain, tr, old, speed, sd, height, sd_h, t_s=0.0) -> int:  # type: ignore[no-untyped-def]
    """Return the outcome, with a memory of a minute."""
    return plain.identify.kinematics(tr, old, float(speed), float(sd), float(height), float(sd_h), t_s, 60.0)


def test_likelihoods_between_the_bins_are_their_mixture() -> None:
    """Half way between medium and fast, and between low and high: a quarter of each of four rows."""
    made = identify.graded(np.array(LIKELIHOOD["kinematics"]))
    assert made.shape == (SPEED_STEPS * HEIGHT_STEPS, 4)
    assert made[[0, 4, 20, 24, 40, 44]] == pytest.approx(np.array(LIKELIHOOD["kinematics"]))
    # hostile: (0.30 + 0.20 + 0.10 + 0.10) / 4
    assert made[32, 3] == pytest.approx(0.175)


def test_territory_under_a_place(plain) -> None:
    """South of 54° N is AA, north is BB, outside the theatre is nobody."""
    made = lower_world(scene()).world
    for lat, lon, nation in ((53.9, 24, 0), (54.1, 24, 1), (51.9, 24, -1), (53, 26.1, -1), (56.5, 24, -1)):
        assert plain.identify.cell(made, made.territory, math.radians(lat), math.radians(lon)) == nation


def test_the_situation_is_the_last_that_has_begun(plain) -> None:
    """Peace until somebody says otherwise."""
    changes = [{"from": "10 s", "is": "threat"}, {"from": "20 s", "is": "war"}]
    made = lower_world(scene(situation=changes)).world
    assert [plain.identify.situation(made, t) for t in (0.0, 9.9, 10.0, 19.9, 20.0, 1e6)] == [0, 0, 1, 1, 2, 2]
