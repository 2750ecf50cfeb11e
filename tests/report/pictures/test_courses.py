"""Panels over time: what lies on what, and how long lines are thinned."""

from __future__ import annotations

import re

import numpy as np

from skypact.report.pictures.courses import POINTS, Layer, Panel, courses
from skypact.report.theatre.frame import Spot, frames

LAYERS = (Layer("a", "first", "part v0", True), Layer("b", "second", "part v4", True), Layer("c", "line", "curve s0"))


def drawn(n: int = 3) -> str:
    """Return two panels of one post; the other has none."""
    t = np.linspace(0.0, 30.0, n)
    full = Panel(t, {"a": np.full(n, 1.0), "b": np.full(n, 2.0), "c": np.full(n, 4.0)})
    none = Panel(t, {key: np.zeros(n) for key in "abc"})
    panels = {("centre", "one"): full, ("<ally>", "two"): none}
    return courses("p", "T", "D", panels, ["one", "two"], LAYERS, "number")


def heights(path: str) -> set[float]:
    """Return the ordinates of a path."""
    return {float(y) for y in re.findall(r"[ML][-\d.]+ ([-\d.]+)", path)}


def test_parts_lie_on_each_other() -> None:
    """1 above 0, 2 above 1, the line at 4: on an axis of 112 px that ends at 4, 28 px for each."""
    page = drawn()
    first, second = (heights(d) for d in re.findall(r'<path d="([^"]*)" class="part v[04]">', page))
    (line,) = (heights(d) for d in re.findall(r'<path d="([^"]*)" class="curve s0">', page)[1:2])
    assert max(first) - min(first) == 28.0
    assert min(first) == max(second)
    assert max(second) - min(second) == 56.0
    assert min(second) - min(line) == 28.0


def test_a_post_to_which_nothing_comes_says_so_and_names_are_escaped() -> None:
    page = drawn()
    assert page.count("nothing comes to it") == 2
    assert "&lt;ally&gt;" in page
    assert "<ally>" not in page


def test_long_courses_are_thinned() -> None:
    (line,) = re.findall(r'<path d="([^"]*)" class="curve s0">', drawn(1000))[1:2]
    assert line.count("L") + 1 <= POINTS


def test_a_frame_marks_what_there_is() -> None:
    spots = {("centre", "one"): [
        Spot("seen", (53.0, 24.0), ((53.1, 24.0), (53.0, 24.0))), Spot("held", (53.0, 24.01)),
        Spot("unseen", (53.5, 24.5)), Spot("false", (52.9, 23.0)),
    ]}  # fmt: skip
    page = frames("f", "T", "D", spots, ["one"])
    # one of each in the legend, one on the map
    assert [page.count(f'class="aim {kind}"') for kind in ("seen", "held", "unseen", "false")] == [2, 2, 2, 2]
    assert page.count('class="tail seen"') == 1
