"""Differences by height: well-formed, one row per band, panels of one unit on one axis."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from skypact.report.pictures.heights import Panel, by_height
from skypact.report.pictures.plots import Estimate

BANDS = ["all heights", "1 km to 5 km", "below 300 m"]
NAN = float("nan")
LEAK = Panel("get through <", "less is better", "objects per run", {
    ("all heights", 0): Estimate(-1.0, -2.0, -0.5), ("below 300 m", 1): Estimate(0.0, NAN, NAN),
})
TOLD = Panel("told", "more is better", "objects per run", {("all heights", 0): Estimate(4.0, 3.0, 5.0)})
TIME = Panel("warning", "more is better", "seconds", {("below 300 m", 0): Estimate(60.0, 50.0, 70.0)})


def drawn(*panels: Panel) -> str:
    return by_height("p", "Title", "What it shows", BANDS, panels, ["national", "unified"])


def ticks(svg: str) -> list[str]:
    return re.findall(r'class="tick middle">([^<]*)<', svg)


def test_it_is_well_formed_and_escapes() -> None:
    tree = ElementTree.fromstring(drawn(LEAK, TOLD, TIME))
    texts = [t.text for t in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert "get through <" in texts
    assert {"national", "unified", *BANDS} <= set(texts)
    assert texts.count("below 300 m") == 1  # the first panel of a line bears the labels


def test_panels_of_one_unit_share_their_axis() -> None:
    together, alone = ticks(drawn(LEAK, TOLD)), ticks(drawn(LEAK))
    half = len(together) // 2
    assert together[:half] == together[half:]
    assert together[:half] != alone
    assert ticks(drawn(LEAK, TIME))[: len(alone)] == alone  # seconds do not stretch it


def test_zero_is_in_every_panel_and_an_unknown_interval_has_no_line() -> None:
    svg = drawn(LEAK, TIME)
    assert svg.count('class="zero"') == 2
    assert svg.count("whisker") == 2  # of three estimates one has no interval
    assert svg.count('class="mark s1"') == 2  # one point, one in the legend


def test_five_panels_take_two_lines() -> None:
    heights = [float(re.search(r'height="([\d.]+)"', drawn(*[TOLD] * n)).group(1)) for n in (4, 5)]  # type: ignore[union-attr]
    assert heights[1] > 1.5 * heights[0]
