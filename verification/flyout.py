"""engage: times of flight looked up in the tables against the equation of motion integrated by scipy's solve_ivp.

Exact is the flight itself: distance and speed as functions of time, speed rising by peak / boost until the boost ends,
then dv/dt = −k ρ(h)/ρ0 v² with the air of the table's height at each moment, until the slant range is reached. The
points lie between the bins. A row fails beyond one per cent.
"""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import yaml
from verification.estimate import Proof, within

from skypact.lower.engage import flyout
from skypact.spec.weapon import Battery

SHEETS = ("S-300PS-5V55R", "Tor-M2", "Buk-M1")
#: Where: (share of the greatest range, share of the height that this range or the ceiling allows).
POINTS = ((0.2, 0.9), (0.55, 0.02), (0.55, 0.5), (0.97, 0.02), (0.97, 0.45), (0.97, 0.95))
TOLERANCE = 0.01


def sheet(name: str) -> Battery:
    """Return the battery of a type sheet."""
    text = files("skypact").joinpath("catalogue", "weapons", f"{name}.yaml").read_text(encoding="utf-8")
    return Battery.model_validate(yaml.safe_load(text))


def integrated_s(p: flyout.Profile, slant_m: float, height_m: float) -> float:
    """Return the time at which the integrated flight reaches the slant range."""
    from scipy.integrate import solve_ivp

    def arrived(t: float, y: np.ndarray) -> float:
        return y[0] - slant_m

    def drag(t: float, y: np.ndarray) -> list[float]:
        _, rho = flyout.air(y[0] * height_m / slant_m)
        return [y[1], -p.drag_per_m * float(rho) / flyout.RHO0 * y[1] ** 2]

    arrived.terminal = True  # type: ignore[attr-defined]
    accuracy = {"rtol": 1e-9, "atol": 1e-6, "events": arrived}
    rise = solve_ivp(lambda t, y: [y[1], p.peak_mps / p.boost_s], (0.0, p.boost_s), [0.0, 0.0], **accuracy)
    if len(rise.t_events[0]):
        return float(rise.t_events[0][0])
    fall = solve_ivp(drag, (p.boost_s, 1000.0), rise.y[:, -1], **accuracy)
    return float(fall.t_events[0][0])


def looked_up_s(table: np.ndarray, far_m: float, top_m: float, slant_m: float, height_m: float) -> float:
    """Return the time of flight between the bins of a table."""
    from scipy.interpolate import interpn

    axes = (np.linspace(0.0, 1.0, flyout.N_FLY_RANGE), np.linspace(0.0, 1.0, flyout.N_FLY_HEIGHT))
    return float(interpn(axes, table, [(slant_m / far_m) ** 0.5, (height_m / top_m) ** 0.5])[0])


def proofs(scale: float, seed: int) -> list[Proof]:
    """Return the proofs of every sheet; nothing in them is drawn."""
    found = []
    for name in SHEETS:
        battery = sheet(name)
        p, table, far, top = flyout.of(battery), flyout.table(battery), flyout.farthest_m(battery), battery.max_altitude
        for range_share, height_share in POINTS:
            slant = range_share * far
            height = height_share * min(slant, top.value)
            title = f"Fly-out of {name} to {slant / 1000:.1f} km at {height / 1000:.2f} km"
            flight = looked_up_s(table, far, top.value, slant, height)
            found.append(within(title, integrated_s(p, slant, height), flight, TOLERANCE))
        mean = battery.max_range.value / integrated_s(p, battery.max_range.value, flyout.reference_m(battery))
        found.append(within(f"Mean speed of {name} over its range", battery.speed.value, mean, TOLERANCE))
    return found
