"""Ballistic arcs to dense routes: boost, free flight on a rotating earth, re-entry with drag.

Gravity is that of a point mass, heights are above the WGS-84 ellipsoid. The boost is no rocket model but a smooth
path: height above the start = H sⁿ, distance along the ground = D sᵐ, s = time / burn time, with n and D chosen so
that position and velocity go over into the free flight and m = max(n, 2) + 1, so that the start is vertical.
Free flight and re-entry are one integration in the rotating frame; drag is felt at every height, above 80 km it is
less than 0.01 g. Sources: Bate, Mueller, White, Fundamentals of Astrodynamics (1971), ch. 6 (free flight, least
energy, rotation); exponential air of 1.225 kg/m³ at sea level (US Standard Atmosphere 1976), scale height 7.2 km.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from skypact.core import units
from skypact.core.errors import SkypactError
from skypact.lower.place import A_M, GEOD, F, ecef, frame
from skypact.spec.intruder import Arc

#: Gravity of the earth [m³/s²], its turning [rad/s] (WGS-84), and the mean radius of the sphere of `minimum_energy`.
MU, OMEGA, R_M = 3.986004418e14, 7.292115e-5, 6_371_000.0
AIR_KG_M3, AIR_SCALE_M = 1.225, 7200.0
#: Steps of the route [s]: a straight piece leaves the arc by at most 5 m (boost at 10 g, drag at 30 g, free fall).
BOOST_STEP_S, FALL_STEP_S, DRAG_STEP_S, DRAG_BELOW_M = 0.6, 2.0, 0.35, 60_000.0
#: The arc must come down so near its end [m].
NEAR_M = 200.0
_DOWN = np.array([0.0, 0.0, OMEGA])


class MinimumEnergy(NamedTuple):
    """The arc of least energy over a range: speed and angle above the horizon at both ends, apogee, time of flight."""

    speed_mps: float
    angle_rad: float
    apogee_m: float
    time_s: float


class Flown(NamedTuple):
    """A dense route [n, 4] (see place.dense_route) and when on it [s] the burn ends."""

    route: np.ndarray
    boost_end_s: float


def minimum_energy(range_m: float) -> MinimumEnergy:
    """Return the arc of least energy over a range on a sphere that does not turn: no boost, no air.

    Source: Bate, Mueller, White (1971), section 6.2: v² = 2 g R s / (1 + s), s = sin(φ/2), φ the range angle.
    """
    angle = range_m / R_M
    s = math.sin(angle / 2.0)
    flight = (math.pi - angle) / 4.0
    a = R_M * (1.0 + s) / 2.0
    e = math.sqrt(1.0 - R_M * (2.0 * a - R_M) * math.cos(flight) ** 2 / a**2)
    anomaly = math.acos((1.0 - R_M / a) / e)
    time = 2.0 * math.sqrt(a**3 / MU) * (math.pi - anomaly + e * math.sin(anomaly))
    return MinimumEnergy(math.sqrt(2.0 * MU / R_M * s / (1.0 + s)), flight, a * (1.0 + e) - R_M, time)


def dense_arc(arc: Arc, begin_s: float, ground_m: float) -> Flown:
    """Return the route of an arc that starts at begin_s; SkypactError where its boost or its angle cannot be."""
    angle = arc.angle.value if arc.angle is not None else math.nan
    made, burn = _flown(
        tuple(arc.start), tuple(arc.to), arc.boost.value, arc.burnout_altitude.value, angle, arc.load.value, ground_m
    )
    return Flown(made + np.array([begin_s, 0.0, 0.0, 0.0]), begin_s + burn)


def burnout_state(arc: Arc, ground_m: float) -> np.ndarray:
    """Return the ECEF state [6] at burnout of an arc, as if there were no air: it ends some kilometres off its end."""
    shape = _Boost(tuple(arc.start), arc.boost.value, arc.burnout_altitude.value - ground_m, ground_m)
    angle = arc.angle.value if arc.angle is not None else math.nan
    return np.concatenate(shape.burnout(*_in_vacuum(shape, tuple(arc.to), angle)))


@lru_cache(maxsize=512)
def _flown(
    start: tuple[float, float], to: tuple[float, float], burn_s: float, burnout_m: float, angle_rad: float,
    load: float, ground_m: float,
) -> tuple[np.ndarray, float]:
    """Return the route from time zero and the burn time. Kept: copies of one arc, and draws of ignorance, share it."""
    from scipy.optimize import root

    shape = _Boost(start, burn_s, burnout_m - ground_m, ground_m)
    speed, flight, azimuth = _in_vacuum(shape, to, angle_rad)
    end = ecef(np.array([to[0]]), np.array([to[1]]), np.array([ground_m]))[0]
    east, north, _ = frame(to)

    def miss(aim: np.ndarray) -> np.ndarray:
        fallen = fall(*shape.burnout(speed * aim[0], flight, azimuth + aim[1]), load, ground_m)[1]
        return np.array([east @ (fallen - end), north @ (fallen - end)]) / 1000.0

    found = root(miss, np.array([1.0, 0.0]), method="hybr", options={"eps": 1e-6, "xtol": 1e-9})
    if not np.hypot(*miss(found.x)) * 1000.0 < NEAR_M:
        raise SkypactError(f"no arc leads from {_at(start)} to {_at(to)} — another angle, burn time or `load`")
    state = shape.burnout(speed * found.x[0], flight, azimuth + found.x[1])
    path, _ = fall(*state, load, ground_m)
    rows = np.concatenate([shape.rows(speed * found.x[0], flight, azimuth + found.x[1]), _after(path, burn_s)])
    rows.setflags(write=False)
    return rows, burn_s


def _at(place: tuple[float, float]) -> str:
    return f"[{place[0]:g}, {place[1]:g}]"


class _Boost:
    """The boost from one start: its path for any speed, flight-path angle and azimuth at burnout, earth-relative."""

    def __init__(self, start: tuple[float, float], burn_s: float, climb_m: float, ground_m: float):
        self.start, self.burn_s, self.climb_m, self.ground_m = start, burn_s, climb_m, ground_m

    def powers(self, speed: float, flight: float) -> tuple[float, float, float]:
        """Return n, m and the distance along the ground at burnout [m]."""
        n = speed * math.sin(flight) * self.burn_s / self.climb_m
        if not 1.0 < n <= 12.0:
            low, here, high = (
                units.show(round(h + self.ground_m, -2), "length")
                for h in (n * self.climb_m / 6.0, self.climb_m, n * self.climb_m / 1.5)
            )
            raise SkypactError(
                f"an arc from {_at(self.start)}: burnout after {self.burn_s:g} s at {here} does not fit the "
                f"{speed / 1000:.2f} km/s that it needs — burnout_altitude {low} to {high}, or another `boost` time"
            )
        m = max(n, 2.0) + 1.0
        return n, m, speed * math.cos(flight) * self.burn_s / m / (1.0 + self.climb_m / R_M)

    def burnout(self, speed: float, flight: float, azimuth: float) -> tuple[np.ndarray, np.ndarray]:
        """Return ECEF position and velocity at burnout; azimuth: at burnout, from north [rad]."""
        _, _, far = self.powers(speed, flight)
        lat, lon, _ = self._way(far, azimuth)
        here = (lat, lon)
        east, north, up = frame(here)
        level = math.sin(azimuth) * east + math.cos(azimuth) * north
        at = ecef(np.array([lat]), np.array([lon]), np.array([self.ground_m + self.climb_m]))[0]
        return at, speed * (math.cos(flight) * level + math.sin(flight) * up)

    def _way(self, far_m: float, azimuth: float) -> tuple[float, float, float]:
        """Return the place at burnout, and the azimuth at the start [deg] of the geodesic that arrives there so."""
        first = math.degrees(azimuth)
        for _ in range(3):
            _, _, back = GEOD.fwd(self.start[1], self.start[0], first, far_m)
            first += math.degrees(azimuth) - (back + 180.0)
        lon, lat, _ = GEOD.fwd(self.start[1], self.start[0], first, far_m)
        return lat, lon, first

    def rows(self, speed: float, flight: float, azimuth: float) -> np.ndarray:
        """Return the route [n, 4] of the boost, both ends included."""
        n, m, far = self.powers(speed, flight)
        first = self._way(far, azimuth)[2]
        s = np.linspace(0.0, 1.0, max(2, math.ceil(self.burn_s / BOOST_STEP_S) + 1))
        size = len(s)
        lat0, lon0 = (np.full(size, x) for x in self.start)
        lon, lat, _ = GEOD.fwd(lon0, lat0, np.full(size, first), far * s**m)
        return np.column_stack([s * self.burn_s, lat, lon, self.ground_m + self.climb_m * s**n])


def _in_vacuum(shape: _Boost, to: tuple[float, float], angle_rad: float) -> tuple[float, float, float]:
    """Return earth-relative speed, flight-path angle, azimuth at burnout of the arc without air.

    The angle is the given one, or that of the least speed relative to the turning earth.
    """
    from scipy.optimize import brentq, minimize_scalar

    turn, _, length = GEOD.inv(shape.start[1], shape.start[0], to[1], to[0])
    speed, flight, _, _ = minimum_energy(length)
    azimuth = math.radians(turn)
    aim = ecef(np.array([to[0]]), np.array([to[1]]), np.array([shape.ground_m]))[0]
    for _ in range(12):
        at, _ = shape.burnout(speed, flight, azimuth)

        def relative(inertial: float, at: np.ndarray = at) -> tuple[float, float, float]:
            return _polar(at, _velocity(at, aim, inertial) - np.cross(_DOWN, at))

        low, high = math.radians(2.0), math.radians(80.0)
        if math.isnan(angle_rad):
            best = float(minimize_scalar(lambda g: relative(g)[0], bounds=(low, high), method="bounded").x)  # type: ignore[union-attr]
        else:
            ends = relative(low)[1] - angle_rad, relative(high)[1] - angle_rad
            if not ends[0] < 0.0 < ends[1]:
                what = f"no arc of {math.degrees(angle_rad):g} deg leads from {_at(shape.start)} to {_at(to)}"
                raise SkypactError(f"{what} — an angle between 5 and 75 deg, or none for the arc of least energy")
            best = float(brentq(lambda g: relative(g)[1] - angle_rad, low, high))  # type: ignore[arg-type]
        old = speed, flight, azimuth
        speed, flight, azimuth = relative(best)
        if abs(speed - old[0]) < 0.01 and abs(flight - old[1]) < 1e-5 and abs(azimuth - old[2]) < 1e-6:
            break
    return speed, flight, azimuth


def _polar(at: np.ndarray, v: np.ndarray) -> tuple[float, float, float]:
    """Return speed, angle above the horizon and azimuth of a velocity at an ECEF position."""
    lat = math.atan2(at[2], math.hypot(at[0], at[1]) * (1.0 - F) ** 2)  # geodetic, for a place near the ground
    east, north, up = frame((math.degrees(lat), math.degrees(math.atan2(at[1], at[0]))))
    speed = float(np.linalg.norm(v))
    return speed, math.asin(float(v @ up) / speed), math.atan2(float(v @ east), float(v @ north))


def _velocity(at: np.ndarray, aim: np.ndarray, flight: float) -> np.ndarray:
    """Return the inertial velocity that leads from `at` to where the earth will have turned `aim`, without air.

    flight: the flight-path angle. The hit equation gives the speed, Kepler's equation the time (Bate, Mueller, White,
    section 6.3); the end moves on with the time until both agree. Axes: those of the earth at burnout.
    """
    r1, r2, time = float(np.linalg.norm(at)), float(np.linalg.norm(aim)), 0.0
    up = at / r1
    speed, level = 0.0, up
    for _ in range(60):
        turned = _turned(aim, OMEGA * time)
        angle = math.acos(min(1.0, max(-1.0, float(up @ turned) / r2)))
        level = turned - (turned @ up) * up
        level /= np.linalg.norm(level)
        below = r1 / r2 * math.cos(flight) ** 2 - math.cos(flight + angle) * math.cos(flight)
        ratio = (1.0 - math.cos(angle)) / below if below > 0.0 else 1.99
        ratio = min(ratio, 1.99)  # of v² to that of a circle: beyond 2 it never comes down
        speed = math.sqrt(MU / r1 * ratio)
        new = _time(r1, r2, speed, flight)
        if abs(new - time) < 1e-7:
            break
        time = new
    return speed * (math.sin(flight) * up + math.cos(flight) * level)


def _turned(x: np.ndarray, angle: float) -> np.ndarray:
    c, s = math.cos(angle), math.sin(angle)
    return np.array([c * x[0] - s * x[1], s * x[0] + c * x[1], x[2]])


def _time(r1: float, r2: float, speed: float, flight: float) -> float:
    """Return the time from rising through r1 to falling through r2 (Kepler's equation)."""
    a = 1.0 / (2.0 / r1 - speed**2 / MU)
    ec, es = 1.0 - r1 / a, r1 * speed * math.sin(flight) / math.sqrt(MU * a)
    e = math.hypot(ec, es)
    first = math.atan2(es, ec)
    last = 2.0 * math.pi - math.acos(min(1.0, max(-1.0, (1.0 - r2 / a) / e)))
    return math.sqrt(a**3 / MU) * (last - e * math.sin(last) - first + es)


def height_m(x: np.ndarray) -> float:
    """Return the height above the ellipsoid along the radius [m]: good to a metre below 100 km."""
    r = float(np.linalg.norm(x))
    c2 = (x[0] ** 2 + x[1] ** 2) / r**2
    return r - A_M / math.sqrt(c2 + (1.0 - c2) / (1.0 - F) ** 2)


def acceleration(x: np.ndarray, v: np.ndarray, load: float) -> np.ndarray:
    """Return the acceleration [m/s²] in the turning frame: gravity, Coriolis, centrifugal, drag of m/(c_d A) = load."""
    r2 = float(x @ x)
    pull = -MU / (r2 * math.sqrt(r2)) * x
    turn = np.array([OMEGA**2 * x[0] + 2.0 * OMEGA * v[1], OMEGA**2 * x[1] - 2.0 * OMEGA * v[0], 0.0])
    air = AIR_KG_M3 * math.exp(-max(height_m(x), -1000.0) / AIR_SCALE_M)
    return pull + turn - air * float(np.linalg.norm(v)) / (2.0 * load) * v


def fall(at: np.ndarray, velocity: np.ndarray, load: float, ground_m: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the path [n, 4] (t [s], ECEF [m]) from a state to the ground, in the route's steps, and where it ends."""
    from scipy.integrate import solve_ivp

    def slope(_: float, y: np.ndarray) -> np.ndarray:
        return np.concatenate([y[3:], acceleration(y[:3], y[3:], load)])

    def down(_: float, y: np.ndarray) -> float:
        return height_m(y[:3]) - ground_m

    def dense(_: float, y: np.ndarray) -> float:
        return height_m(y[:3]) - DRAG_BELOW_M

    setattr(down, "terminal", True)  # noqa: B010  # scipy asks for attributes of a function
    setattr(down, "direction", -1)  # noqa: B010
    setattr(dense, "direction", -1)  # noqa: B010
    start = np.concatenate([at, velocity])
    done = solve_ivp(slope, (0.0, 20_000.0), start, method="DOP853", rtol=1e-9, atol=1e-3, dense_output=True,
                     events=(down, dense))
    end = float(done.t[-1])
    slow = float(done.t_events[1][-1]) if len(done.t_events[1]) else 0.0
    times = np.concatenate([_steps(0.0, slow, FALL_STEP_S), _steps(slow, end, DRAG_STEP_S), [end]])
    return np.column_stack([times, done.sol(times)[:3].T]), np.asarray(done.y[:3, -1])


def _steps(begin: float, end: float, step: float) -> np.ndarray:
    if end <= begin:
        return np.zeros(0)
    return np.linspace(begin, end, math.ceil((end - begin) / step), endpoint=False)


def _after(path: np.ndarray, burn_s: float) -> np.ndarray:
    """Return the free flight as a route that follows the boost; its first row is the boost's last."""
    from pyproj import Transformer

    back = Transformer.from_pipeline("+proj=pipeline +step +inv +proj=cart +ellps=WGS84")
    lon, lat, h = back.transform(path[1:, 1], path[1:, 2], path[1:, 3], radians=True)
    return np.column_stack([path[1:, 0] + burn_s, np.degrees(lat), np.degrees(lon), h])
