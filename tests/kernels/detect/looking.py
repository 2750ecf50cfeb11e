"""One look at a time: a world, an object put where a test wants it, and what a sensor makes of it."""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from tests.engine.scenes import BASE, scene

from skypact.arrays.looks import Looks, empty_looks
from skypact.arrays.state import Sizes, blank
from skypact.engine.steps import records
from skypact.lower.world import world as lower_world
from skypact.spec.scenario import Scenario

#: Pure geometry: sight ends at the horizon, and nothing else happens on the way.
MASK = {"propagation": "mask"}


def mask(environment: dict[str, Any] | None = None, **sections: Any) -> Scenario:
    """Return a scene without propagation; environment: what else it says."""
    return air(MASK | (environment or {}), **sections)


def air(environment: dict[str, Any] | None = None, **sections: Any) -> Scenario:
    """Return a scene over smooth bare ground at sea level by day, with these keys of its environment changed."""
    return scene(environment=copy.deepcopy(BASE["environment"]) | (environment or {}), **sections)


def reference(**more: Any) -> dict[str, Any]:
    """Return a reference of 100 km on 1 m² at Pd 0.5, Pfa 1e-6: 12.77 dB there."""
    return {"range": "100 km", "rcs": "1 m2", "pd": 0.5, "pfa": 1e-6} | more


#: SNR at which Swerling 1, one pulse, has Pd 0.5 at Pfa 1e-6: ln(1e-6) / ln(0.5) − 1 = 18.93 [dB].
HALF_DB = 10 * math.log10(math.log(1e-6) / math.log(0.5) - 1)


class Scene:
    """A lowered scenario with attributes, as plain kernels want it, and a blank state."""

    def __init__(self, plain: Any, scenario: Scenario) -> None:
        self.plain = plain
        made = lower_world(scenario)
        self.roster, self.world = made.roster, records(made.world)
        self.state = records(blank(made.world, Sizes(8, 64, 256, 64, 8)))

    def stand(self, i_sensor: int = 0, t_s: float = 0.0) -> tuple[np.ndarray, float]:
        """Return the frame of a sensor (rows e, n, u, place) and its height [m]."""
        frame = np.zeros((4, 3))
        return frame, self.plain.looks.stand_at(self.world, self.state, i_sensor, t_s, frame)

    def at(
        self, range_m: float, height_m: float = 6000.0, az_rad: float = 0.0, i_sensor: int = 0, t_s: float = 0.0
    ) -> np.ndarray:
        """Return the place (ECEF) at a slant range and azimuth whose height over the sensor's plane is that stated."""
        frame, s_height_m = self.stand(i_sensor, t_s)
        up = height_m - s_height_m
        over = math.sqrt(range_m**2 - up**2)
        return frame[3] + frame[:3].T @ np.array([over * math.sin(az_rad), over * math.cos(az_rad), up])

    def look(
        self, xyz: Sequence[float] | np.ndarray, height_m: float = 6000.0, *, i_sensor: int = 0, i_object: int = 0,
        t_s: float = 0.0, row: int = -1, jam: Sequence[tuple[float, float]] = (),
    ) -> tuple[int, Looks]:
        """Judge one look at an object put at a place; jam: azimuth [rad] and J/N (ratio) of jammers that are heard."""
        looks = empty_looks(4)
        frame, s_height_m = self.stand(i_sensor, t_s)
        self.state = self.state._replace(
            jam=np.array([(az, 1e5, 0.0, noise) for az, noise in jam] or [(0.0,) * 4]),
            jam_object=np.arange(max(1, len(jam))) + 100,
        )
        leg = int(self.world.object[i_object].wp_first)
        n = self.plain.looks.one_look(
            self.world, self.state, i_sensor, frame, s_height_m, row, len(jam), i_object, t_s, *xyz, height_m, leg,
            looks, 0,
        )  # fmt: skip
        return n, looks

    def level(self, range_m: float, height_m: float = 6000.0, **more: Any) -> float:
        """Return the level [dB] of one look at a slant range, −inf where there is none."""
        az = more.pop("az_rad", 0.0)
        n, looks = self.look(self.at(range_m, height_m, az), height_m, **more)
        return float(looks.snr_db[0]) if n else -math.inf

    def reach(self, i_nation: int = 0, i_object: int = 0) -> int:
        """Return how far the object came into what a nation's sensors could see."""
        return int(self.state.reach[i_nation, i_object])
