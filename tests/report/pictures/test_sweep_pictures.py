"""Pictures of sweeps and surfaces: labels stand apart, what is drawn stands where it should."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from skypact.report.page import svg_file
from skypact.report.pages.sweep import sweep_page, sweep_picture
from skypact.report.pictures.labels import stacked
from skypact.report.pictures.plots import LogAxis, scale_of
from skypact.report.pictures.surface import surface_picture, surface_section
from skypact.spec.scenario import Scenario
from skypact.study.factors import Factor, factor
from skypact.study.measuring import Measuring
from skypact.study.turning.surface import found_surface
from skypact.study.turning.sweep import Sweep, swept
from skypact.study.values import Values

SVG = "{http://www.w3.org/2000/svg}"


def _of(root: ElementTree.Element, tag: str, class_: str) -> list[ElementTree.Element]:
    return [e for e in root.iter(SVG + tag) if class_ in e.get("class", "").split()]


def test_labels_are_pushed_apart_and_kept_inside() -> None:
    assert stacked([10.0, 12.0, 50.0], 14.0, 0.0, 100.0) == [10.0, 24.0, 50.0]
    assert stacked([98.0, 99.0], 14.0, 0.0, 100.0) == [86.0, 100.0]
    assert stacked([5.0, 5.0, 5.0], 14.0, 0.0, 20.0) == [0.0, 14.0, 28.0]  # no room: in order all the same
    assert stacked([], 14.0, 0.0, 20.0) == []


def test_a_logarithmic_axis() -> None:
    a = LogAxis(10.0, 1000.0, 0.0, 200.0, "x", 1.0)
    assert [a.at(v) for v in (10, 100, 1000)] == pytest.approx([0, 100, 200])
    assert a.ticks() == pytest.approx([10, 20, 50, 100, 200, 500, 1000])


def test_the_unit_of_an_axis_suits_most_of_it() -> None:
    assert scale_of([0.0, 1200.0], "time") == (60.0, " [min]")
    assert scale_of([1.0, 60.0], "time") == (1.0, " [s]")
    assert scale_of([0.0, 0.5], "share") == (1.0, "")


@pytest.fixture
def sweep(scenario: Scenario) -> Sweep:
    """Return a sweep of three values in which two arrangements coincide and no civil aircraft is ever fired at."""

    def at(x: float) -> dict[str, dict[str, Values]]:
        leak = {"national": 4.0 + 4 * x, "coordinated": 4.0, "unified": 4.0}
        noise = np.where(np.arange(20) % 2, 0.5, -0.5)
        return {
            name: {
                "leak": Values("leak", "attackers that got through", "lower", "count", False, 9, mean + noise),
                "any_wrongful": Values("any_wrongful", "runs in which a civil aircraft was fired at", "lower", "share",
                                       True, 1, np.zeros(20)),
            }
            for name, mean in leak.items()
        }  # fmt: skip

    over = factor(scenario, "posts.brest.stops=0..0.5")
    return swept(scenario, over, [(x, at(x)) for x in (0.0, 0.25, 0.5)], Measuring(20))


def test_a_sweep_has_two_panels_with_one_line_for_each_arrangement(sweep: Sweep) -> None:
    assert sweep.measures == ("leak", "any_wrongful")
    root = ElementTree.fromstring(sweep_picture(sweep))
    assert len(_of(root, "path", "band")) == 2 * 3
    assert len(_of(root, "path", "curve")) == 2 * 3 + 3  # and three keys
    names = [e for e in _of(root, "text", "legend") if e.text in sweep.names and float(e.get("x", "0")) > 694]
    assert len(names) == 6
    ys = sorted(float(e.get("y", "0")) for e in names)
    assert all(b - a >= 14 for a, b in zip(ys, ys[1:], strict=False))  # also where lines coincide
    width = float(root.get("width", "0"))
    assert all(float(e.get("x", "0")) + 6 * len(e.text or "") < width for e in names)


def test_the_band_of_none_in_twenty_runs_reaches_its_bound(sweep: Sweep) -> None:
    row = sweep.rows("any_wrongful", "national")[0]
    assert (row["mean"], row["low"]) == (0.0, 0.0)
    assert row["high"] == pytest.approx(1 - 0.05 ** (1 / 20))


def test_the_page_of_a_sweep_escapes_the_scenario_and_loads_nothing(sweep: Sweep, evil: str) -> None:
    page = sweep_page(sweep)
    assert evil not in page
    assert not re.search(r'(src|href)="(?!#|https://example\.org)', page)
    assert "skypact sweep made-up posts.brest.stops=0..0.5" in page
    assert sweep_page(sweep) == page


def test_a_picture_of_its_own_needs_no_style_sheet(sweep: Sweep) -> None:
    made = svg_file(sweep_picture(sweep))
    assert "var(" not in made
    assert "#0072b2" in made
    assert ElementTree.fromstring(made).find(f"{SVG}style") is not None


def test_the_line_of_equality_is_drawn_where_the_difference_is_zero() -> None:
    x = Factor("x.delay", ("x.delay",), "time", 0.0, 4.0, (1.0, 1.0), False)
    y = Factor("y.delay", ("y.delay",), "time", 0.0, 2.0, (9.0, 9.0), False)
    off = np.where(np.arange(20) % 2, 0.1, -0.1)

    def leak(by_run: np.ndarray) -> Values:
        return Values("leak", "attackers <that> got through", "lower", "count", False, 9, by_run)

    pairs = [[(leak(np.full(20, 5.0)), leak(5.0 + u - 1.0 + off)) for u in x.grid(3)] for _ in y.grid(3)]
    found = found_surface(x, y, ("national", "unified"), pairs)
    root = ElementTree.fromstring(surface_picture(found))
    line = _of(root, "path", "contour")[0].get("d", "")
    places = [float(v) for v in re.findall(r"[\d.]+", line)]
    assert places[0::2] == pytest.approx([78 + 500 / 4] * 3)  # x = 1 of 0 to 4, from 78 over 500 px
    assert len(_of(root, "circle", "dot")) == 9 + 1
    assert {e.text for e in _of(root, "text", "value")} == {"−1.00", "+1.00", "+3.00"}
    assert len(_of(root, "rect", "written")) == 1  # in the key alone: the scenario's value of y lies outside
    blue = [float(e.get("x", "0")) for e in _of(root, "rect", "below") if float(e.get("x", "0")) < 580]
    assert max(blue) < 78 + 500 / 4
    assert "Blue is better for “unified”" in surface_section(found)
