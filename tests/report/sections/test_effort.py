"""The sections on warning, time, shots, stock and costs, and the page of a raid that grows."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pyarrow as pa
import pytest
from tests.study.worlds_by_hand import flown, priced

from skypact.report.pages.comparison import render
from skypact.report.pages.saturation import render as saturation_page
from skypact.report.pictures.bars import Bar, stacked
from skypact.report.sections.effort import effort_sections
from skypact.study.compare import Comparison, compared
from skypact.study.turning.saturation import BATTERIES, CURVE, FOUND, Saturation

NAMES = ("national", "unified")


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compared(priced(), {name: flown(name) for name in NAMES}, seed=1)


def text_of(markup: str) -> str:
    """Return the words of a section."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", markup))


def test_all_sections_of_a_priced_scenario(found: Comparison) -> None:
    made = effort_sections(found)
    assert list(made) == ["warning", "knowledge", "budget", "stock", "exchange"]
    exchange = text_of(made["exchange"][1])
    assert "spent ÷ stopped unified 7.50 7.50 to 7.50 1.88 to 30.00" in exchange
    assert "Not priced and left out: drone-02." in exchange
    stock = text_of(made["stock"][1])
    assert "s300 unified 3 3.00" in stock
    assert "No exchange of costs" not in stock
    page = render(found)
    for name in made:
        assert f'href="#section-{name}"' in page
    for picture in re.findall(r"<svg.*?</svg>", "".join(str(section) for _, section in made.values()), re.DOTALL):
        ElementTree.fromstring(picture)
        assert not re.search(r'="[^"]*\b(nan|inf)\b', picture)


def test_lower_levels_have_fewer_sections() -> None:
    logs = {name: flown(name) for name in NAMES}
    assert effort_sections(compared(priced(), logs, seed=1, level="detect")) == {}
    assert list(effort_sections(compared(priced(), logs, seed=1, level="track"))) == ["warning", "knowledge"]


def test_a_bar_is_as_long_as_its_value() -> None:
    bars = [Bar("a", "one", [(10.0, 0.0), (5.0, 5.0)]), Bar("b", "two", [(0.0, 0.0), (20.0, 0.0)])]
    picture = stacked("x", "Title", "What it shows.", bars, ("first", "second"), "minutes", "in vain", str)
    rects = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="20" class="([^"]+)">', picture)
    lengths = [(float(width), class_) for _, width, class_ in rects]
    whole = lengths[3][0]
    assert [class_ for _, class_ in lengths] == ["part v0", "part v1", "part light v1", "part v1"]
    assert [width for width, _ in lengths[:3]] == pytest.approx([whole / 2, whole / 4, whole / 4], abs=0.1)
    starts = [float(x) for x, _, _ in rects]
    assert starts[1] == pytest.approx(starts[0] + whole / 2, abs=0.1)
    assert starts[3] == pytest.approx(starts[0], abs=0.1)


def test_the_page_of_a_raid_that_grows() -> None:
    curve = [
        {"arrangement": name, "size": size, "n": 9, "leak_share": share, "leak_share_low": share / 2,
         "leak_share_high": min(1.0, share * 1.5), "any_empty": 0.0, "any_empty_low": 0.0, "any_empty_high": 0.3,
         "any_busy": 0.5, "any_busy_low": 0.2, "any_busy_high": 0.8, "leaked": share * size, "rounds": 3.0, "kind": "t"}
        for name in NAMES for size, share in ((1, 0.1), (4, 0.4), (8, 0.9))
    ]
    units = [{"arrangement": "national", "size": 8, "battery": "s300", "rounds": 3.0, "empty": 0.0, "busy": 0.5}]
    made = Saturation(
        priced(), ("drone",), 2, (1, 4, 8), NAMES, 0.5, 9, 1, pa.Table.from_pylist(curve, schema=CURVE),
        pa.Table.from_pylist(units, schema=BATTERIES), FOUND.empty_table(), "It passes <half>.",
    )
    page = saturation_page(made)
    assert page == saturation_page(made)
    assert "It passes &lt;half&gt;." in page
    assert "other attackers that come through" not in page  # none there
    pictures = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(pictures) == 2
    for picture in pictures:
        ElementTree.fromstring(picture)
    # Axes from 1 to 8 and from 0 to 100 %: the curve at size 4 stands at 3 of 7, and at 40 of 100.
    marks = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', pictures[0])
    assert float(marks[1][0]) == pytest.approx(74 + (740 - 74) * 3 / 7, abs=0.2)
    assert float(marks[1][1]) == pytest.approx(340 - (340 - 34) * 0.4, abs=0.2)
