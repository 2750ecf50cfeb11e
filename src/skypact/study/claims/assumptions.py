"""Assumptions: the quantities with a range on which zones hang, those of one type of unit taken together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from skypact.core import units
from skypact.spec.quantity import Quantity
from skypact.study.claims.zones import Pair

_RADAR = (
    "reference.range", "reference.rcs", "reference.pd", "max_range", "min_range", "mast", "elevation_low",
    "elevation_high",
)  # fmt: skip
_BATTERY = (
    "max_range", "min_range", "max_altitude", "min_altitude", "range_at_low_altitude", "speed", "peak_speed", "boost",
)  # fmt: skip
#: Kind of zone → section → what it hangs on there, as paths within a unit. Of the radar that guides only its height.
TAILS = {
    "kill": {"batteries": (*_BATTERY, "radar.mast")},
    "detection": {"sensors": _RADAR, "batteries": tuple(f"radar.{tail}" for tail in _RADAR)},
}  # fmt: skip
AIR = ("ground", "trees", "refractivity", "refractivity_scale")
SITES = "sites"

#: Where a quantity stands: section, name, path within.
Place = tuple[str, str, str]


@dataclass(frozen=True)
class Assumption:
    """One figure that is not known exactly: its name, where it stands, its value and ends [SI], its source."""

    name: str
    places: tuple[Place, ...]
    dimension: str
    value: float
    low: float
    high: float
    is_log: bool
    source: str

    def at(self, share: float) -> float:
        """Return the value at a share of the way from low to high."""
        if self.is_log:
            return self.low * (self.high / self.low) ** share
        return self.low + share * (self.high - self.low)

    def show(self, value: float) -> str:
        """Return a value as people write it, to 4 digits."""
        return units.rounded(value, self.dimension)


def assumptions(pair: Pair) -> list[Assumption]:
    """Return every figure with a range in what the worlds of a pair have, the target and the claim included."""
    groups: dict[tuple[object, ...], list[tuple[Place, Quantity]]] = {}
    for place, group, q in _quantities(pair):
        if q.low is not None and q.high is not None and q.low < q.high:
            groups.setdefault((*group, q.value, q.low, q.high), []).append((place, q))
    made = [_assumption(f"{unit}, {_spoken(str(tail))}", group) for (unit, tail, *_), group in groups.items()]
    error = pair.claim.site_error.value
    sites = Assumption(
        "how far west of its town a new unit stands", ((SITES, "", ""),), "length", 0.0, -error, error, False, "assumed"
    )
    return [*made, *([sites] if error > 0 else [])]


def with_values(pair: Pair, values: Mapping[Assumption, float]) -> Pair:
    """Return the pair with assumptions at other values [SI]."""
    for assumption, value in values.items():
        for place in assumption.places:
            pair = _set(pair, place, value)
    return pair


def _quantities(pair: Pair) -> Iterator[tuple[Place, tuple[str, str], Quantity]]:
    """Yield (place, (type of unit, tail), quantity) of all that counts, each once."""
    kinds = sorted({reading.measure.partition("-")[0] for reading in pair.claim.readings.values()})
    every = dict.fromkeys((section, tail) for k in kinds for section, tails in TAILS[k].items() for tail in tails)
    for section, tail in every:
        units_ = getattr(pair.before, section) | getattr(pair.after, section)
        for name, unit in units_.items():
            q = _get(unit, tail)
            if isinstance(q, Quantity):
                yield (section, name, tail), (unit.type or name, tail), q
    for key in AIR:
        yield ("environment", "", key), ("air and ground", key), getattr(pair.after.environment, key)
    if kinds == ["kill"]:
        return
    craft = pair.after.crafts[pair.claim.against]
    for key in ("rcs", "rcs_metre_wave", "aspect.nose"):
        q = _get(craft, key)
        if isinstance(q, Quantity):
            yield ("crafts", pair.claim.against, key), (pair.claim.against, key), q
    yield ("claim", "", "pd"), ("what counts as seen", "chance per look"), pair.claim.pd


def _assumption(name: str, members: list[tuple[Place, Quantity]]) -> Assumption:
    q = members[0][1]
    assert q.low is not None
    assert q.high is not None
    return Assumption(
        name, tuple(place for place, _ in members), q.dimension, q.value, q.low, q.high,
        q.range_means == "loguniform" and q.low > 0.0, q.source or "assumed",
    )  # fmt: skip


def _spoken(tail: str) -> str:
    return tail.replace("_", " ").replace(".", " ")


def _get(unit: Any, tail: str) -> Any:
    for key in tail.split("."):
        unit = getattr(unit, key, None)
    return unit


def _set(pair: Pair, place: Place, value: float) -> Pair:
    section, name, tail = place
    if section == SITES:
        return replace(pair, shift_m=value)
    if section == "claim":
        return replace(pair, claim=_with(pair.claim, [tail], value))
    made = {}
    for end in ("before", "after"):
        world = getattr(pair, end)
        held = getattr(world, section)
        if section == "environment":
            made[end] = world.model_copy(update={section: _with(held, [tail], value)})
        elif name in held:
            unit = _with(held[name], tail.split("."), value)
            made[end] = world.model_copy(update={section: held | {name: unit}})
    return replace(pair, **made)


def _with(model: Any, keys: list[str], value: float) -> Any:
    """Return a model with one quantity inside it at another value; its range is left as it is."""
    old = getattr(model, keys[0])
    if len(keys) > 1:
        new: BaseModel = _with(old, keys[1:], value)
    else:
        assert math.isfinite(value)
        new = old.model_copy(update={"value": value})
    return model.model_copy(update={keys[0]: new})
