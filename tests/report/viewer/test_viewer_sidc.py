"""Symbols by the tables of APP-6D: each field of the code at its place."""

from __future__ import annotations

import pytest

from skypact.report.viewer.content import sidc


@pytest.mark.parametrize(
    ("kind", "what", "who", "civil", "code"),
    [
        ("battery", "", sidc.FRIEND, False, "10031000151301020000"),
        ("post", "", sidc.FRIEND, False, "10031002001100000000"),
        ("sensor", "radar", sidc.FRIEND, False, "10031500002203000000"),
        ("fighter", "", sidc.FRIEND, False, "10032000001213010000"),
        ("airborne", "aircraft", sidc.FRIEND, False, "10030100001101160000"),
        ("intruder", "cruise", sidc.HOSTILE, False, "10060200001100000700"),
        ("traffic", "airliner", sidc.NEUTRAL, True, "10040100001201000000"),
        ("nation", "", sidc.FRIEND, False, ""),
    ],
)
def test_codes(kind: str, what: str, who: str, civil: bool, code: str) -> None:
    assert sidc.of(kind, what, who, civil=civil) == code
    assert len(code) in (0, 20)


@pytest.mark.parametrize(
    ("kind", "intent", "civil", "friend", "owned", "who"),
    [
        ("intruder", "attack", False, False, False, sidc.HOSTILE), ("intruder", "decoy", False, False, False, "6"),
        ("intruder", "trespass", False, False, True, sidc.SUSPECT), ("intruder", "trespass", True, False, False, "4"),
        ("traffic", "passage", True, True, True, sidc.NEUTRAL), ("airborne", "support", False, True, True, "3"),
        ("intruder", "echo", False, False, False, sidc.UNKNOWN), ("battery", "", False, False, True, sidc.NEUTRAL),
        ("battery", "", False, True, True, sidc.FRIEND),
    ],
)
def test_identity(kind: str, intent: str, civil: bool, friend: bool, owned: bool, who: str) -> None:
    assert sidc.identity(kind, intent, civil=civil, friend=friend, owned=owned) == who
