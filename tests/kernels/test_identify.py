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
    K_CIVIL,
    K_FRIEND,
    K_HOSTILE,
    K_SUSPECT,
    K_UNKNOWN,
    N_EVIDENCE,
    S_PEACE,
    S_WAR,
)  # fmt: skip
from skypact.arrays.world import G_SURE, G_SUSPECT, N_SETTINGS
from skypact.lower.identify import likelihoods, priors
from skypact.lower.world import world as lower_world
from skypact.spec.identify import Identification


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
        ({"transponder": 0, "plan": 0, "kinematics": 3}, S_WAR, K_SUSPECT),
        ({"transponder": 0, "plan": 0, "kinematics": 4, "origin": 1}, S_WAR, K_HOSTILE),
        ({"transponder": 0, "plan": 0, "kinematics": 3, "view": 1, "origin": 1}, S_WAR, K_HOSTILE),
    ],
)
def test_classes(plain, outcomes: dict[str, int], now: int, cls: int) -> None:
    """With the likelihoods of the spec."""
    assert plain.identify.classify(world(), evidence(**outcomes), now, np.zeros(4)) == cls


SHARES = st.lists(st.floats(0.0, 1.0), min_size=4, max_size=4).filter(lambda p: sum(p) > 0.01)


@settings(max_examples=150, deadline=None)
@given(
    prior=SHARES, sure=st.floats(0.8, 0.97), suspect=st.floats(0.2, 0.5), now=st.sampled_from([S_PEACE, S_WAR]),
    kinematics=st.integers(-1, 3), origin=st.integers(-1, 1), phone=st.sampled_from([-1, 0, 2]),
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


# slow below 100 m/s, fast from 270 m/s, low below 1,500 m; a bin once taken holds for 15 %
@pytest.mark.parametrize(
    ("old", "speed", "height", "new"),
    [
        (-1, 99, 1499, 0), (-1, 99, 1500, 1), (-1, 100, 0, 2), (-1, 269, 9000, 3), (-1, 270, 0, 4), (-1, 900, 2000, 5),
        (0, 114, 0, 0), (0, 116, 0, 2), (2, 90, 0, 2), (2, 84, 0, 0), (2, 300, 0, 2), (2, 311, 0, 4),
        (4, 240, 0, 4), (4, 229, 0, 2), (0, 50, 1700, 0), (0, 50, 1726, 1), (1, 50, 1300, 1), (1, 50, 1274, 0),
    ],
)  # fmt: skip
def test_bins_of_speed_and_height(plain, old: int, speed: float, height: float, new: int) -> None:
    """By the limits, and by 15 % beyond them where a bin was taken before."""
    assert plain.identify.kinematics(old, float(speed), float(height)) == new


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
