"""Plots: every picture is well-formed XML, and what it draws stands where it should."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from skypact.report.pictures.plots import Axis, Curve, Estimate, against, axis, intervals, label, nice, panels, response

NAN = float("nan")
SVG = "{http://www.w3.org/2000/svg}"


def _of(root: ElementTree.Element, tag: str, class_: str) -> list[ElementTree.Element]:
    return [e for e in root.iter(SVG + tag) if class_ in e.get("class", "").split()]


def test_an_axis_maps_its_ends_to_its_pixels() -> None:
    a = Axis(-1.0, 3.0, 100.0, 500.0, "x", 1.0)
    assert [a.at(v) for v in (-1, 0, 3)] == [100, 200, 500]
    assert a.ticks() == [-1, 0, 1, 2, 3]


def test_an_axis_has_round_ends_around_its_values() -> None:
    a = axis([0.13, 0.48, NAN], 0, 1, "x")
    assert (a.low, a.high) == pytest.approx((0.1, 0.5))
    assert [nice(s) for s in (0.06, 0.13, 3.0, 70)] == pytest.approx([0.1, 0.2, 5, 100])
    assert label(-0.5) == "−0.5"


def test_an_axis_of_one_value_still_has_a_width() -> None:
    a = axis([0.0, 0.0], 0, 1, "x")
    assert a.low < 0 < a.high


def test_intervals_draw_a_dot_and_a_whisker_per_row() -> None:
    rows = [("a <b>", 0, Estimate(0.2, 0.1, 0.3)), ("b", 1, Estimate(0.0, NAN, NAN)), ("c", 2, Estimate(NAN, NAN, NAN))]
    root = ElementTree.fromstring(intervals("p", "t", "d", rows, "share"))
    assert len(_of(root, "circle", "mark")) + len(_of(root, "path", "mark")) == 2
    assert len(_of(root, "path", "whisker")) == 1  # unknown bounds draw no interval
    assert [e.text for e in root.iter(SVG + "text")].count("not estimable") == 1
    assert "a <b>" in [e.text for e in root.iter(SVG + "text")]


def test_defence_against_control_labels_every_point() -> None:
    same = (Estimate(1, 0.9, 1), Estimate(0.5, 0.4, 0.6))
    points = [("one", *same), ("two", *same)]
    root = ElementTree.fromstring(against("c", "t", "d", points, "control", "leak", (str, str)))
    assert {"one", "two"} <= {e.text for e in root.iter(SVG + "text")}


def test_panels_and_response_are_well_formed() -> None:
    c = Curve("a & b", [0, 1, 2], [0, 0.5, 0.5], [0, 0.4, 0.4], [0, 0.6, 0.6])
    root = ElementTree.fromstring(panels("t", "t", "d", {"told": [c, c], "decided": [c, c]}, "min", str))
    assert len(_of(root, "path", "curve")) == 2 * 2 + 2  # two panels of two, and two keys
    root = ElementTree.fromstring(response("b", "t", "d", [c], "x", "y", Estimate(1, NAN, NAN)))
    assert len(_of(root, "path", "cross")) == 1
