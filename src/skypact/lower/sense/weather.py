"""Air and weather to tables: grazing rays, attenuation by gas and rain, cells of weather, jammers."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from skypact.arrays.codes import BANDS
from skypact.arrays.world import GRAZE_COUNT, GRAZE_TOP_M, JAMMER, WEATHER
from skypact.lower import place
from skypact.lower.roster import Roster
from skypact.lower.sense import gas, rain
from skypact.lower.sense.air import Air, grazing_table
from skypact.spec.place import Environment
from skypact.spec.scenario import Scenario


def airs(e: Environment) -> tuple[Air, Air]:
    """Return the usual air of a scenario and the one of runs with a duct."""
    usual = Air(e.refractivity.value, e.refractivity_scale.value)
    return usual, Air(e.duct.refractivity.value, e.duct.scale.value)


def grazing(e: Environment) -> np.ndarray:
    """Return f8 [2, GRAZE_COUNT]; the second row is the first where no run has a duct."""
    usual, duct = airs(e)
    first = grazing_table(usual, GRAZE_TOP_M, GRAZE_COUNT)
    return np.stack([first, grazing_table(duct, GRAZE_TOP_M, GRAZE_COUNT) if e.duct.chance.value > 0 else first])


def gases(frequencies: Sequence[float]) -> np.ndarray:
    """Return the attenuation by gas [dB/m], f8 [n_gas, PROFILE_COUNT]; one empty row where no radar is."""
    return np.array([gas.profile(f) for f in frequencies]) if frequencies else np.zeros((1, gas.PROFILE_COUNT))


def rain_db_m(e: Environment, frequencies: Sequence[float]) -> np.ndarray:
    """Return the attenuation by the rain that falls all over the theatre [dB/m], f8 [n_gas]."""
    return np.array([rain.specific_db_km(f, e.rain.value, tilt_rad=math.pi / 4) / 1000.0 for f in frequencies])


def cells(e: Environment, frequencies: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    """Return WEATHER [n_weather] and its attenuation [dB/m], f8 [n_weather, n_gas] (circular polarisation)."""
    rows = np.zeros(len(e.weather), WEATHER)
    table = np.zeros((len(e.weather), max(1, len(frequencies))))
    for i, name in enumerate(sorted(e.weather)):
        w, ground = e.weather[name], e.ground.value
        rows[i]["at"], rows[i]["radius_m"] = place.site(w.centre, ground), w.radius.value
        rows[i]["top_m"] = ground + w.top.value
        rows[i]["visibility_m"] = (w.visibility or e.visibility).value
        cloud = (w.cloud_base or e.cloud_base).value
        rows[i]["cloud_m"] = cloud if math.isfinite(cloud) else 1e9
        for k, f in enumerate(frequencies):
            table[i, k] = rain.specific_db_km(f, w.rain.value, tilt_rad=math.pi / 4) / 1000.0
    return rows, table


def jammers(scenario: Scenario, r: Roster) -> np.ndarray:
    """Return JAMMER [n_jammer]: the noise of intruders, their own or that of their type."""
    found = []
    for name, spec in sorted(scenario.intruders.items()):
        jam = spec.jammer
        if jam is None:
            continue
        row = np.zeros(1, JAMMER)
        row["object"], row["bands"] = r.objects.index(name), sum(1 << BANDS.index(b) for b in set(jam.bands))
        row["density_db"], row["begin_s"] = jam.density.value, jam.begin.value
        row["until_s"] = jam.until.value if jam.until is not None else math.inf
        found.append(row)
    return np.concatenate(found) if found else np.zeros(0, JAMMER)
