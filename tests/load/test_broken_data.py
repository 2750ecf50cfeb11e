"""Random damage to valid scenarios: faults or a scenario, never another exception."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skypact.core.errors import InputFaults
from skypact.load.catalogue.shelf import Catalogue
from skypact.load.scenario import of_document
from skypact.load.yaml_nodes import Document, read

FILES = sorted((Path(__file__).parents[2] / "scenarios" / "valid").glob("*.yaml"))
JUNK: list[Any] = [
    None,
    0,
    -1,
    1e308,
    float("nan"),
    float("inf"),
    "",
    "x",
    "5 km",
    "5 s",
    True,
    [],
    {},
    [1, 2],
    [[1]],
    {"a": 1},
    "raider",
    "centre",
    10**30,
    {"value": "5 s"},
    {"value": 5, "dimension": "time"},
    {"value": None},
    [None],
    {"type": "36D6"},
]


def paths(value: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in inner:
        yield (*here, key)
        yield from paths(child, (*here, key))


def damaged(data: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    made = copy.deepcopy(data)
    for _ in range(rng.choice((1, 1, 2, 3))):
        path = rng.choice(list(paths(made)))
        parent: Any = made
        for key in path[:-1]:
            parent = parent[key]
        if rng.random() < 0.8:
            parent[path[-1]] = copy.deepcopy(rng.choice(JUNK))
        else:
            del parent[path[-1]]
    return made


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_damage_ends_in_faults(path: Path) -> None:
    document, catalogue = read(path), Catalogue()
    rng = random.Random(path.stem)
    refused: list[int] = []
    for _ in range(30):
        try:
            of_document(Document(path.name, damaged(document.data, rng), document.marks), catalogue)
        except InputFaults as error:
            refused.append(len(error.faults))
    assert len(refused) > 15
    assert min(refused) > 0
