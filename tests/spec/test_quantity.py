"""Quantities: text or mapping in, SI with its ignorance out."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from skypact.spec.quantity import Length, Quantity, Share, Time, default, read_quantity

LENGTH: TypeAdapter[Quantity] = TypeAdapter(Length)
SHARE: TypeAdapter[Quantity] = TypeAdapter(Share)


def test_a_bare_text_is_assumed() -> None:
    made = LENGTH.validate_python("75 km")
    assert (made.value, made.dimension, made.bounds()) == (75e3, "length", (75e3, 75e3))
    assert made.is_assumed
    assert made.text() == "75 km"


def test_a_mapping_says_what_is_known() -> None:
    made = LENGTH.validate_python(
        {
            "value": "75 km",
            "low": "60 km",
            "high": "90 km",
            "sets": {"press": "150 km"},
            "source": "manual",
            "date": "2006",
        }
    )
    assert made.bounds() == (60e3, 90e3)
    assert made.sets == {"press": 150e3}
    assert not made.is_assumed
    assert made.text() == "75 km (60 km to 90 km)"


def test_the_resolved_form_is_si_and_stays_as_it_is() -> None:
    made = LENGTH.validate_python({"value": "75 km", "low": "60 km", "sets": {"press": "150 km"}})
    assert LENGTH.validate_python(made.model_dump()) == made


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("75 s", "wrong unit 's' for a length"),
        ("-1 m", "value -1 m is below 0 m"),
        ({"low": "1 m"}, "a quantity without a value"),
        ({"value": None}, "a quantity without a value"),
        ({"value": "1 m", "hight": "2 m"}, "unknown key 'hight' in a quantity"),
        ({"value": "1 m", "low": "2 m"}, "low, value, high are not in order: 2 m, 1 m, 1 m"),
        ({"value": "1 m", "sets": ["2 m"]}, "sets must map names to values"),
        ({"value": "1 m", "sets": {"x": "-2 m"}}, "sets.x -2 m is below 0 m"),
        ({"value": "1 m", "source": "s", "assumed": True}, "contradict each other"),
        ({"value": "1 m", "source": "s", "range_assumed": True}, "a source and a range"),
        ({"value": "1 m", "high": "2 m", "assumed": True, "range_assumed": True}, "a source and a range"),
        ({"value": 1, "dimension": "time"}, "dimension 'time' where a length is needed"),
        ({"value": "1 km", "dimension": "length"}, "'1 km' is not an SI number"),
        ({"value": 1, "low": float("nan"), "dimension": "length"}, "nan is not an SI number"),
        ({"value": 1, "sets": {"x": "2 m"}, "dimension": "length"}, "'2 m' is not an SI number"),
    ],
)
def test_refusals(raw: Any, message: str) -> None:
    with pytest.raises(ValidationError) as error:
        LENGTH.validate_python(raw)
    assert message in str(error.value)


def test_shares_lie_within_nought_and_one() -> None:
    assert SHARE.validate_python("30 %").value == 0.3
    for bad in (1.01, -0.01, "101 %"):
        with pytest.raises(ValidationError):
            SHARE.validate_python(bad)


def test_a_default_is_assumed_and_bears_its_note() -> None:
    made = default("30 s", "time", "10 s", "3 min", "time at a post")
    assert (made.value, made.low, made.high) == (30.0, 10.0, 180.0)
    assert made.assumed
    assert made.note == "time at a post"


def test_a_quantity_passes_as_it_is() -> None:
    made = default("30 s", "time")
    assert read_quantity(made, "time", None, None) is made
    assert TypeAdapter(Time).validate_python(made) is made
