"""Timeline: when a site could fire at an arc if everything took its nominal time: seen, decided, ordered.

No chance: every delay is its value, a radar sees from where its Pd is one half, launch warning after a mean wait.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from skypact.arrays import codes
from skypact.arrays import world as w
from skypact.core.errors import SkypactError
from skypact.lower.world import Lowered
from skypact.spec.command import Right
from skypact.spec.scenario import Scenario

#: Pd from which a radar counts as seeing.
SEES_PD = 0.5


class Path(NamedTuple):
    """Places of an arc in free flight at moments after its start: t [n], ECEF [n, 3], heights [n], burnout_s."""

    t_s: np.ndarray
    xyz: np.ndarray
    height_m: np.ndarray
    burnout_s: float


class Seen(NamedTuple):
    """A radar's track: from when on [s after the start], sd of a place [m] there, and the time between its looks."""

    from_s: float
    sigma_m: float
    period_s: float


def decision_s(scenario: Scenario, unit: str) -> float:
    """Return how long the decision to engage takes once asked for: handling, the rule's delay, the slowest consent."""
    for right in scenario.rights:
        if _speaks(right, unit):
            consent = max((c.delay.value + scenario.posts[c.of].handling.value for c in right.consent), default=0.0)
            return scenario.posts[right.decides].handling.value + right.delay.value + consent
    raise SkypactError(f"no rule lets anybody decide that {unit} engages — name an arrangement whose rights do")


def _speaks(right: Right, unit: str) -> bool:
    fits = right.action == "engage" and right.weapon in ("any", "batteries") and not right.forbids
    return fits and (not right.units or unit in right.units)


def warned_s(lowered: Lowered, path: Path) -> float:
    """Return when the first launch warning is told, inf where none can be: mean wait for a look that notices."""
    s = lowered.world.sensor
    best = np.inf
    for row in s[s["kind"] == codes.SENSOR_LAUNCH]:
        # the burn itself is not in the path: height grows about as the square of the time until burnout
        above = path.burnout_s * np.sqrt(min(1.0, row["above_m"] / max(path.height_m[0], 1.0)))
        wait = row["period_s"] * (1.0 / max(row["p_look"], 1e-3) - 0.5)
        if above + wait <= path.burnout_s:
            best = min(best, above + wait + row["report_s"] + row["link_latency_s"])
    return float(best)


def seen(lowered: Lowered, i_picture: int, path: Path, rcs_dbsm: float, sight_m: np.ndarray) -> Seen | None:
    """Return the track of the radar that feeds a picture and sees the arc first after burnout, None where none does.

    sight_m: [n_sensor, n] distance to the horizon of the path's places.
    """
    found: list[Seen] = []
    world = lowered.world
    for i, s in enumerate(world.sensor):
        if s["kind"] != codes.SENSOR_RADAR or s["host"] >= 0 or not world.feed[i_picture, i]["on"]:
            continue
        offset = path.xyz - s["at"]
        r = np.linalg.norm(offset, axis=1)
        e, n, u = (offset @ s[k] for k in ("e", "n", "u"))
        elevation, azimuth = np.arcsin(u / r), np.arctan2(e, n)
        snr = s["snr_ref_db"] + rcs_dbsm - 40.0 * np.log10(r)
        grid = w.PD_LOW_DB + w.PD_STEP_DB * np.arange(w.PD_COUNT)
        sees = (np.interp(snr, grid, world.pd[s["pd_table"]]) >= SEES_PD) & (r <= s["max_range_m"]) & (r <= sight_m[i])
        sees &= (r >= s["min_range_m"]) & (elevation >= s["el_low_rad"]) & (elevation <= s["el_high_rad"])
        sees &= np.abs(np.angle(np.exp(1j * (azimuth - s["facing_rad"])))) <= max(s["sector_rad"], 1e-9)
        if s["sees"] == codes.SEES_AIRCRAFT or not sees.any():
            continue
        k = int(np.argmax(sees))
        across = r[k] * float(np.hypot(s["sigma_az_rad"], s["sigma_el_rad"])) / np.sqrt(2.0)
        found.append(Seen(float(path.t_s[k]), float(max(across, s["sigma_r_m"])), float(s["period_s"])))
    return min(found, key=lambda x: x.from_s) if found else None
