"""Units: text with a unit in, SI out ("250 km" → 250000.0 m), and back for people."""

from __future__ import annotations

import math
import re

_DEG = math.pi / 180.0

#: dimension → {unit text: factor to SI}. The first unit of a dimension is its SI name.
UNITS: dict[str, dict[str, float]] = {
    "length": {"m": 1.0, "km": 1000.0, "ft": 0.3048, "NM": 1852.0, "nmi": 1852.0, "FL": 30.48},
    "time": {"s": 1.0, "ms": 1e-3, "min": 60.0, "h": 3600.0, "d": 86400.0},
    "speed": {"m/s": 1.0, "km/h": 1 / 3.6, "km/s": 1000.0, "kt": 1852.0 / 3600.0},
    "angle": {"rad": 1.0, "deg": _DEG, "mrad": 1e-3},
    "area": {"m2": 1.0, "m²": 1.0},
    "power": {"W": 1.0, "kW": 1e3, "MW": 1e6},
    "ratio_db": {"dB": 1.0},
    "area_db": {"dBsm": 1.0},
    "power_db": {"dBW": 1.0},
    "density_db": {"dBW/MHz": 1.0},
    "rain": {"mm/h": 1.0},
    "share": {"": 1.0, "%": 0.01},
    "count": {"": 1.0},
    "acceleration": {"m/s2": 1.0, "g": 9.80665},
    "frequency": {"Hz": 1.0, "kHz": 1e3, "MHz": 1e6, "GHz": 1e9},
    "money": {"USD": 1.0, "kUSD": 1e3, "MUSD": 1e6},
    "area_load": {"kg/m2": 1.0},
}

#: dimension → what a quantity of it is called in a message.
_CALLED = {
    "length": "a length", "time": "a time", "speed": "a speed", "angle": "an angle", "area": "an area",
    "power": "a power", "ratio_db": "a ratio in dB", "area_db": "an area in dB", "power_db": "a power in dB",
    "density_db": "a power density in dB", "rain": "a rain rate", "share": "a share", "count": "a count",
    "acceleration": "an acceleration", "frequency": "a frequency", "money": "an amount of money",
    "area_load": "a load per area",
}

_TEXT = re.compile(r"^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(\S*)\s*$")


def parse(value: object, dimension: str) -> float:
    """Return the SI value of a text with a unit (or of a bare number where the dimension has none).

    Raises ValueError with what is wrong and what would be right.
    """
    units = UNITS[dimension]
    wanted = f"write a number with one of {', '.join(u for u in units if u)}" if any(units) else "write a number"
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise ValueError(f"not a quantity: {value!r} — {wanted}, such as {example(dimension)}")
    if isinstance(value, (int, float)):
        if "" not in units:
            raise ValueError(f"unit missing in {value!r} — {wanted}, such as {example(dimension)}")
        number, unit = float(value), ""
    else:
        match = _TEXT.match(value)
        if not match:
            raise ValueError(f"not a quantity: {value!r} — {wanted}, such as {example(dimension)}")
        number, unit = float(match.group(1)), match.group(2)
    if unit not in units:
        problem = f"unit missing in {value!r}" if not unit else f"wrong unit {unit!r} for {_CALLED[dimension]}"
        raise ValueError(f"{problem} — {wanted}, such as {example(dimension)}")
    if not math.isfinite(number):
        raise ValueError(f"not a finite number: {value!r}")
    return number * units[unit]


def example(dimension: str) -> str:
    """Return a text of this dimension that would be right."""
    return {
        "length": '"250 km"', "time": '"12 s"', "speed": '"180 km/h"', "angle": '"0.15 deg"', "area": '"1 m2"',
        "power": '"5 kW"', "ratio_db": '"10 dB"', "area_db": '"-10 dBsm"', "share": "0.3", "count": "4",
        "acceleration": '"3 g"', "frequency": '"3 GHz"', "power_db": '"50 dBW"',
        "density_db": '"30 dBW/MHz"', "rain": '"5 mm/h"', "money": '"0.5 MUSD"', "area_load": '"5000 kg/m2"',
    }[dimension]


def show(value: float, dimension: str) -> str:
    """Return an SI value as people write it: 250000.0 m → "250 km"."""
    scale = {
        "length": [("km", 1000.0), ("m", 1.0)],
        "time": [("h", 3600.0), ("min", 60.0), ("s", 1.0)],
        "speed": [("m/s", 1.0)],
        "angle": [("deg", _DEG)],
        "area": [("m2", 1.0)],
        "power": [("kW", 1e3), ("W", 1.0)],
        "ratio_db": [("dB", 1.0)],
        "area_db": [("dBsm", 1.0)],
        "power_db": [("dBW", 1.0)],
        "density_db": [("dBW/MHz", 1.0)],
        "rain": [("mm/h", 1.0)],
        "share": [("", 1.0)],
        "count": [("", 1.0)],
        "acceleration": [("m/s2", 1.0)],
        "frequency": [("GHz", 1e9), ("MHz", 1e6), ("Hz", 1.0)],
        "money": [("MUSD", 1e6), ("kUSD", 1e3), ("USD", 1.0)],
        "area_load": [("kg/m2", 1.0)],
    }[dimension]
    unit, factor = next((pair for pair in scale if abs(value) >= pair[1]), scale[-1])
    return f"{value / factor:.6g} {unit}".strip()


def rounded(value: float, dimension: str) -> str:
    """Return an SI value as people write it, to 4 digits."""
    number, _, unit = show(value, dimension).partition(" ")
    return f"{float(number):.4g} {unit}".strip()
