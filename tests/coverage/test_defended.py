"""coverage.defended: the map of ends for which a meeting is possible, and the nominal timeline behind it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from skypact.core.errors import SkypactError
from skypact.coverage import timeline
from skypact.coverage.defended import Defended, defended
from skypact.load.overlay.arrange import arrange, with_sets, with_values
from skypact.load.scenario import scenario
from skypact.lower.world import world as lower_world
from skypact.spec.scenario import Scenario

CASE = Path(__file__).resolve().parents[2] / "scenarios" / "2007-european-site.yaml"


@pytest.fixture(scope="module")
def case() -> Scenario:
    """Return the case of 2007."""
    return scenario(CASE)


def area(case: Scenario, arrangement: str = "agreed-rules", **values: str) -> Defended:
    """Return the defended area over Germany in cells of three degrees."""
    changed = with_values(case, {f"batteries.interceptors.{k.replace('__', '.')}": v for k, v in values.items()})
    return defended(arrange(changed, arrangement), "interceptors", "icbm-tatishchevo", nations=["DE"], step_deg=3.0)


def test_the_middle_of_europe_lies_within_reach_and_slow_interceptors_have_none(case: Scenario) -> None:
    """Every cell is land of Germany; 2 km/s never get there in time."""
    good = area(case)
    assert good.meet_s.shape == (len(good.lat_deg), len(good.lon_deg))
    assert 4 <= np.count_nonzero(~np.isnan(good.meet_s)) <= 12
    assert ((good.lat_deg > 46) & (good.lat_deg < 56)).all()
    assert good.share > 0
    met = np.isfinite(good.meet_s)
    assert (good.meet_s[met] > good.launch_s[met] + 140).all()  # not before the interceptor's burn is over
    assert area(case, interceptor__burnout_speed="1 km/s", interceptor__divert="10 m/s").share == 0


def test_more_speed_never_defends_less_and_asking_leaves_later(case: Scenario) -> None:
    """9 km/s meet at least as soon as 6.3 km/s; a host that has to consent costs two minutes and its handling."""
    slow, fast = (
        defended(arrange(with_sets(case, [name]), "agreed-rules"), "interceptors", "icbm-tatishchevo",
                 nations=["DE"], step_deg=3.0)
        for name in ("mda", "critics")
    )  # fmt: skip
    known = ~np.isnan(slow.meet_s)
    assert (fast.meet_s[known] <= slow.meet_s[known] + 1.0).all()
    made = {n: timeline.decision_s(arrange(case, n), "interceptors") for n in ("agreed-rules", "host-consents")}
    assert made["host-consents"] - made["agreed-rules"] == pytest.approx(120 + 20)


def test_warning_needs_the_missile_to_burn_above_the_clouds(case: Scenario) -> None:
    """Height grows as the square of time: of 200 km after 180 s, 10 km after 40 s; then look, message and link."""
    lowered = lower_world(arrange(case, "agreed-rules"))
    path = timeline.Path(np.array([180.0]), np.zeros((1, 3)), np.array([200e3]), 180.0)
    assert timeline.warned_s(lowered, path) == pytest.approx(180 * np.sqrt(0.05) + 10 * (1 / 0.8 - 0.5) + 30 + 5)
    low = path._replace(height_m=np.array([8e3]))
    assert timeline.warned_s(lowered, low) == np.inf


def test_shares_count_area_and_leave_the_sea_out() -> None:
    """At 60° a cell is half as large as at the equator: (1 + 0) / (1 + 0.5)."""
    two = Defended("b", "i", "", np.array([0.0, 60.0]), np.array([0.0, 1.0]), np.zeros((2, 2)),
                   np.array([[100.0, np.nan], [np.inf, np.nan]]))  # fmt: skip
    assert two.share == pytest.approx(2 / 3)
    assert np.isnan(replace(two, meet_s=np.full((2, 2), np.nan)).share)


def test_what_cannot_be_asked_is_said(case: Scenario) -> None:
    """No interceptors, no arc, no such land, nobody who decides."""
    ready = arrange(case, "agreed-rules")
    for battery, intruder, nations, says in (
        ("interceptor", "icbm-teykovo", ["DE"], "did you mean 'interceptors'"),
        ("interceptors", "icbm-moscow", ["DE"], "no intruder on an arc"),
        ("interceptors", "icbm-teykovo", ["XX"], "no outline of 'XX'"),
    ):
        with pytest.raises(SkypactError, match=says):
            defended(ready, battery, intruder, nations=nations, step_deg=3.0)
    with pytest.raises(SkypactError, match="no rule lets anybody decide"):
        defended(arrange(case, ""), "interceptors", "icbm-teykovo", nations=["DE"], step_deg=3.0)


def test_the_picture_tells_the_sets_and_their_shares() -> None:
    """One panel each, a legend, the shares: (2 cos 50° + cos 52°) / (3 cos 50° + 2 cos 52°) = 60 %."""
    from skypact.report.pictures.defended import defended_map

    lat, lon = np.array([50.0, 52.0]), np.array([8.0, 10.0, 12.0])
    meet = np.array([[500.0, 800.0, np.inf], [np.nan, 1000.0, np.inf]])
    one = Defended("site", "arc", "mda", lat, lon, meet - 300, meet)
    other = replace(one, label="critics", meet_s=np.where(np.isnan(meet), np.nan, 400.0))
    drawn = defended_map([one, other], "Title")
    assert "mda: 60 % of the land; met 8 to 17 min" in drawn
    for said in ("critics: 100 % of the land", "no meeting possible", "0 to 10 min"):
        assert said in drawn, said
    assert drawn.count('url(#none)"') == 2 + 1
    assert json.dumps(drawn)
