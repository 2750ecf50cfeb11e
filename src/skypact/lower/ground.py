"""Ground: how high it is, where things stand on it and where routes are written above it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from skypact.load.terrain.grid import Terrain
from skypact.load.terrain.terrain import under
from skypact.spec.scenario import Scenario

#: Pieces of a route that is written above ground, where there is terrain [m].
OVER_TERRAIN_M = 1_000.0


@dataclass(frozen=True)
class Ground:
    """The ground of a scenario: smooth at mean_m above sea, or terrain where there is some."""

    mean_m: float
    terrain: Terrain | None = None

    def at(self, lat: float, lon: float) -> float:
        """Return the height [m above sea] at a place [degrees]; the mean beyond the terrain."""
        return float(self.along(np.array([lat]), np.array([lon]))[0])

    def along(self, lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
        """Return heights [m above sea] at places [degrees]."""
        if self.terrain is None:
            return np.full(len(lat), self.mean_m)
        found = self.terrain.height(lat, lon, outside="nan")
        return np.where(np.isnan(found), self.mean_m, found)


def ground(scenario: Scenario) -> Ground:
    """Return the ground of a scenario; with terrain, its mean is that of the theatre."""
    if scenario.environment.terrain == "smooth":
        return Ground(scenario.environment.ground.value)
    terrain = under(scenario)
    return Ground(terrain.mean_m, terrain)
