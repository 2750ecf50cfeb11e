"""The page of `control`, and its scatter: well-formed, every point named, arrows only where a choice moves."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from tests.study.choices_by_hand import player, scenario

from skypact.report.pages.control import render
from skypact.report.pictures.plots import Estimate, label
from skypact.report.pictures.scatter import Point, Scale, scatter
from skypact.study.control.control import ControlStudy, control

SVG = "{http://www.w3.org/2000/svg}"
SCALES = (Scale("x", label, 0.0, 1.0), Scale("y", label, zero=True))


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> ControlStudy:
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr("skypact.study.worlds.played", player(calls))
    return control(scenario(), runs=30)


def _of(root: ElementTree.Element, tag: str, class_: str) -> list[ElementTree.Element]:
    return [e for e in root.iter(SVG + tag) if class_ in e.get("class", "").split()]


def _point(name: str, x: float, y: float, to: tuple[float, float] | None = None) -> Point:
    return Point(name, Estimate(x, x - 0.05, min(1.0, x + 0.05)), Estimate(y, y - 0.1, y + 0.1), to)


def _drawn(points: list[Point], **how: Any) -> ElementTree.Element:
    return ElementTree.fromstring(scatter("s", "t", "d", points, SCALES, [("point", "p"), ("goes", "g")], **how))


def test_every_picture_is_well_formed_and_names_every_choice(found: ControlStudy) -> None:
    page = render(found)
    pictures = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(pictures) == 2
    for picture in pictures:
        root = ElementTree.fromstring(picture)
        assert {"Alone", "Joint"} <= {e.text for e in root.iter(SVG + "text")}
        assert not re.search(r'="[^"]*\b(nan|inf)\b', picture)
    assert "http" not in re.sub(r'xmlns="[^"]*"', "", page.partition("</head>")[2].partition("Sources")[0])


def test_the_page_says_what_it_stands_on(found: ControlStudy) -> None:
    page = render(found)
    for words in ("What it leans on", "Make it again", "if Russia withdraws", "600 MUSD", "cp-joint"):
        assert words in page, words
    assert "skypact control by-hand --nation by --runs 30 --seed 1 --partner ru" in page
    assert render(found) == page


def test_scenario_text_cannot_become_code(monkeypatch: pytest.MonkeyPatch) -> None:
    evil = "<script>alert(1)</script>"
    monkeypatch.setattr("skypact.study.worlds.played", player([]))
    raw = {"alone": {"title": evil, "note": evil, "arrangement": "national"}}
    assert evil not in render(control(scenario(choices=raw, title=evil), runs=3))


def test_points_on_each_other_share_a_label_and_all_are_named() -> None:
    root = _drawn([_point("one", 0.5, 1.0), _point("two", 0.5, 1.0), _point("three", 0.9, 2.0)])
    at = {e.text: (float(e.get("x", 0)), float(e.get("y", 0))) for e in root.iter(SVG + "text")}
    assert {"one", "two", "three"} <= set(at)
    assert at["one"][0] == at["two"][0]
    assert at["two"][1] - at["one"][1] == pytest.approx(14.4, abs=0.1)


def test_only_what_moves_has_an_arrow() -> None:
    moving = _drawn([_point("one", 0.5, 1.0, (0.9, 0.0)), _point("two", 0.5, 2.0, (0.5, 2.0)), _point("three", 0.9, 0)])
    assert len(_of(moving, "path", "goes")) == 1 + 1  # and one in the legend
    assert len(_of(moving, "circle", "hollow")) == 1 + 1


def test_points_of_one_share_stand_side_by_side_when_asked() -> None:
    points = [_point("one", 1.0, 1.0), _point("two", 1.0, 2.0), _point("same", 1.0, 2.0)]
    xs = [[float(e.get("cx", 0)) for e in _of(_drawn(points, side_by_side=asked), "circle", "mark")[:-1]]
          for asked in (False, True)]  # fmt: skip
    assert len(set(xs[0])) == 1
    assert xs[1][0] - xs[1][1] == pytest.approx(13.0)  # the highest to the left
    assert xs[1][1] == xs[1][2]


def test_no_two_names_overlap() -> None:
    names = [f"a choice {i}" for i in range(8)]
    points = [_point(name, 0.6 + 0.03 * i, 1 + 0.05 * i) for i, name in enumerate(names)]
    at = [(float(e.get("x", 0)), float(e.get("y", 0))) for e in _drawn(points).iter(SVG + "text") if e.text in names]
    assert len(at) == 8
    close = [(a, b) for i, a in enumerate(at) for b in at[:i] if abs(a[0] - b[0]) < 60 and abs(a[1] - b[1]) < 12]
    assert close == []
