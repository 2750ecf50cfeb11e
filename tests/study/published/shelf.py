"""A catalogue by hand: towns on the equator, a missile, an interceptor, an order of battle, one event."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from skypact.load.catalogue.shelf import Catalogue
from skypact.spec.catalogue.claim import PublishedClaim

SCENARIOS = Path(__file__).resolve().parents[3] / "scenarios"

FILES: dict[str, Any] = {
    # One degree of longitude on the equator of WGS-84 is 111.3195 km.
    "places.yaml": {"West": [0.0, 0.0], "East": [0.0, 2.0], "Far": [0.0, 4.0]},
    "systems/M.yaml": {
        "title": "Missile", "kind": "missile",
        "figures": {
            "reach": {"text": "r", "dimension": "length", "value": "200 km", "low": "180 km", "high": "210 km",
                      "source": "book"},
            "guess": {"text": "g", "dimension": "length", "value": "200 km", "low": "180 km", "high": "300 km",
                      "assumed": True},
            "bare": {"text": "b", "dimension": "length", "value": "900 km", "assumed": True},
            "rivals": {"text": "v", "dimension": "length", "value": "200 km", "sets": {"a": "200 km", "b": "280 km"},
                       "source": "book"},
        },
    },
    "systems/I.yaml": {
        "title": "Interceptor", "kind": "interceptor",
        "figures": {"burnout": {"text": "b", "dimension": "speed", "value": "3 km/s", "source": "book"},
                    "target_speed": {"text": "t", "dimension": "speed", "value": "2 km/s", "low": "1 km/s",
                                     "high": "4 km/s", "source": "book"}},
    },
    "orbat/AA.yaml": {
        "nation": "AA", "title": "Nation", "accounts": {"one": {"title": "One"}, "two": {"title": "Two"}},
        "units": {
            "first": {"title": "First", "branch": "missiles", "held": [
                {"type": "S", "count": 4, "from": "2010", "sources": ["x"]},
                {"type": "S", "count": 2, "from": "2012", "accounts": ["two"], "sources": ["x"]},
            ]},
            "second": {"title": "Second", "branch": "missiles", "held": [
                {"type": "S", "count": 3, "from": "2011", "assumed": True},
                {"type": "T", "from": "2010", "sources": ["x"]},
            ]},
            "third": {"title": "Third", "branch": "missiles", "held": [
                {"type": "P", "count": 8, "announced": "2014", "sources": ["x"]},
                {"type": "R", "count": 2, "from": "2016-09", "announced": "2014", "sources": ["x"]},
                {"type": "V", "count": {"value": 5, "low": 4, "high": 6, "assumed": True}, "from": "2010",
                 "sources": ["x"]},
                {"type": "V", "count": 1, "from": "2013", "sources": ["x"]},
            ]},
        },
    },
    "timeline.yaml": {
        "forces": {},
        "events": {
            "late": {"date": "2013-03", "planned": ["2012-12"], "kind": "delivery", "title": "Late"},
            "told-twice": {"date": "2013-03", "planned": ["2012-12"], "kind": "delivery", "title": "R",
                           "rivals": [{"text": "in April", "date": "2013-04"}]},
            "never": {"date": "2013-03", "planned": ["2012-12"], "kind": "delivery", "title": "N", "happened": False},
        },
    },
}  # fmt: skip


def catalogue(folder: Path) -> Catalogue:
    """Return the catalogue by hand, written into a folder."""
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return Catalogue(folder)


def claim(readings: dict[str, Any], camps: dict[str, Any] | None = None) -> PublishedClaim:
    """Return a claim with these readings and camps."""
    texts = {name: {"text": name, **reading} for name, reading in readings.items()}
    return PublishedClaim.model_validate({
        "title": "T", "text": "X", "who": "W", "when": "2016", "sources": ["x"], "readings": texts,
        "camps": {name: {"title": name, "sources": ["x"], **camp} for name, camp in (camps or {}).items()},
    })


def find(name: str) -> Path:
    """Return the file of a shipped scenario."""
    return SCENARIOS / f"{name}.yaml"
