"""Units: hand-computed conversions, and refusals that say what would be right."""

from __future__ import annotations

import math
import re

import pytest

from skypact.core.units import UNITS, example, parse, show


@pytest.mark.parametrize(
    ("text", "dimension", "si"),
    [
        ("250 km", "length", 250_000.0),
        ("1 NM", "length", 1852.0),
        ("100 FL", "length", 3048.0),
        ("1000 ft", "length", 304.8),
        ("12 s", "time", 12.0),
        ("1.5 h", "time", 5400.0),
        ("200 ms", "time", 0.2),
        ("2 d", "time", 172_800.0),
        ("180 km/h", "speed", 50.0),
        ("1 kt", "speed", 1852 / 3600),
        ("2 km/s", "speed", 2000.0),
        ("180 deg", "angle", math.pi),
        ("3 mrad", "angle", 0.003),
        ("1 m2", "area", 1.0),
        ("1 m²", "area", 1.0),
        ("-10 dBsm", "area_db", -10.0),
        ("30 %", "share", 0.3),
        ("0.3", "share", 0.3),
        (0.3, "share", 0.3),
        (4, "count", 4.0),
        ("2 g", "acceleration", 19.6133),
        ("3 GHz", "frequency", 3e9),
        ("1e3 m", "length", 1000.0),
        (".5 km", "length", 500.0),
        ("+5km", "length", 5000.0),
        ("  7   s ", "time", 7.0),
    ],
)
def test_text_becomes_si(text: object, dimension: str, si: float) -> None:
    assert parse(text, dimension) == pytest.approx(si, rel=1e-12)


@pytest.mark.parametrize(
    ("value", "dimension", "message"),
    [
        ("250 km", "time", "wrong unit 'km' for a time — write a number with one of s, ms, min, h, d"),
        (250, "length", "unit missing in 250 — write a number with one of m, km"),
        ("250", "length", "unit missing in '250'"),
        ("far", "length", "not a quantity: 'far'"),
        (True, "share", "not a quantity: True"),
        (None, "share", "not a quantity: None"),
        ("5 s", "share", "wrong unit 's' for a share"),
        ("5 km", "money", "wrong unit 'km' for an amount of money — write a number with one of USD, kUSD, MUSD"),
        ("5 km", "acceleration", "wrong unit 'km' for an acceleration"),
        (math.inf, "count", "not a finite number"),
        ("1e999 m", "length", "not a finite number"),
        ("5 KM", "length", "wrong unit 'KM'"),
    ],
)
def test_refusals_say_what_would_be_right(value: object, dimension: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        parse(value, dimension)


@pytest.mark.parametrize("dimension", sorted(UNITS))
def test_the_example_of_every_dimension_is_right(dimension: str) -> None:
    assert math.isfinite(parse(example(dimension).strip('"'), dimension))


@pytest.mark.parametrize(
    ("value", "dimension", "text"),
    [
        (250_000.0, "length", "250 km"),
        (8.0, "length", "8 m"),
        (90.0, "time", "1.5 min"),
        (0.0, "time", "0 s"),
        (7200.0, "time", "2 h"),
        (0.3, "share", "0.3"),
        (math.pi / 2, "angle", "90 deg"),
        (-10.0, "area_db", "-10 dBsm"),
    ],
)
def test_si_is_shown_as_people_write_it(value: float, dimension: str, text: str) -> None:
    assert show(value, dimension) == text
