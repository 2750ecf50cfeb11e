"""Pictures as files: every mark has its number in the table, PNG is drawn, the same bytes on two calls."""

from __future__ import annotations

import csv
import io
import re
import struct
import zlib
from pathlib import Path

import pytest

from skypact.log.schema import EventLog
from skypact.report.markup import Markup, Numbers, Picture
from skypact.report.output.folder import write
from skypact.report.output.names import file_name
from skypact.report.output.numbers import numbers_csv
from skypact.report.output.png import png
from skypact.report.page import svg_file
from skypact.report.pages.comparison import render
from skypact.report.pictures.outcomes import bins
from skypact.report.pictures.plots import Estimate, intervals
from skypact.report.pictures.tornado import Swing, tornado
from skypact.spec.scenario import Scenario
from skypact.study.compare import compared

NAN = float("nan")


@pytest.fixture(scope="module")
def made(scenario: Scenario, logs: dict[str, EventLog]) -> Markup:
    """The page of the made-up border."""
    return render(compared(scenario, logs, seed=1))


def only(drawn: Markup) -> Picture:
    (one,) = drawn.pictures
    return one


def rows(one: Picture) -> list[dict[str, str]]:
    assert one.numbers is not None
    return list(csv.DictReader(io.StringIO(numbers_csv(one.numbers))))


def pixels(data: bytes) -> tuple[int, int, bytes]:
    """Return width, height and the unpacked lines of a PNG."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    at, packed = 8, b""
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        packed += data[at + 8 : at + 8 + size] if data[at + 4 : at + 8] == b"IDAT" else b""
        at += size + 12
    return width, height, zlib.decompress(packed)


def test_every_dot_has_its_number() -> None:
    drawn = intervals("p", "P", "d", [
        ("leak", 1, Estimate(-2.0, -3.0, -1.0)), ("leak", 2, Estimate(0.5, NAN, NAN)),
        ("shots", 1, Estimate(NAN, NAN, NAN)),
    ], "difference per run [objects]", series={1: "b − a", 2: "c − a"})  # fmt: skip
    found = rows(only(drawn))
    assert [(r["row"], r["series"], r["difference per run [objects]"], r["95 % from"]) for r in found] == [
        ("leak", "b − a", "-2", "-3"), ("leak", "c − a", "0.5", ""), ("shots", "b − a", "", ""),
    ]
    # legend: a square (1) and a triangle (2); below it one mark for each number that is known
    marks = re.findall(r'<path d="M([\d.]+) ([\d.]+)[^"]*" class="mark s\d"', drawn)
    below = [(float(x), float(y)) for x, y in marks if float(y) > 20]
    assert len(below) == sum(bool(r["difference per run [objects]"]) for r in found)
    # and it stands at its number: the axis runs from -3 to 1 over the known pixels of its ticks
    ticks = {float(text.replace("−", "-")): float(x) for x, text in re.findall(
        r'<text x="([\d.]+)" y="[\d.]+" class="tick middle">([−\d.]+)</text>', drawn)}  # fmt: skip
    px = ticks[0.0] + (-2.0) * (ticks[0.0] - ticks[-1.0])
    assert below[0][0] + 4.5 == pytest.approx(px, abs=0.2)  # the square begins 4.5 px left of its middle


def test_a_tornado_has_two_bars_for_each_assumption_widest_first() -> None:
    swings = [
        Swing("narrow", "1 s", "2 s", Estimate(4.5, NAN, NAN), Estimate(5.0, NAN, NAN), True),
        Swing("wide", "10 km", "90 km", Estimate(2.0, 1.5, 2.5), Estimate(9.0, 8.0, 10.0)),
    ]
    one = only(tornado("t", "T", "d", swings, 5.0, "objects per run"))
    assert [(r["assumption"], r["end"], r["value"], r["objects per run"]) for r in rows(one)] == [
        ("wide", "low", "10 km", "2"), ("wide", "high", "90 km", "9"),
        ("narrow", "low", "1 s", "4.5"), ("narrow", "high", "2 s", "5"),
    ]
    assert [r["with a source"] for r in rows(one)] == ["no", "no", "yes", "yes"]
    bars = re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"[^>]*class="mark s(\d)"', one.svg)
    widths = [float(w) for _, y, w, _ in bars if float(y) > 30]
    assert widths[0] / widths[1] == pytest.approx(3.0 / 4.0, abs=0.01)
    assert widths[2] / widths[0] == pytest.approx(0.5 / 3.0, abs=0.01)
    assert ">wide *<" in one.svg
    assert ">narrow<" in one.svg


def test_outcomes_share_a_bar_where_steps_are_wide() -> None:
    found = bins([3, 3, 4, 9], 2, 3)
    assert [(b.low, b.high, b.runs, b.share) for b in found] == [(3, 4, 3, 0.75), (9, 10, 1, 0.25)]


def test_numbers_without_a_value_are_empty_and_text_is_quoted() -> None:
    table = Numbers(("a, b", "n"), [("x", NAN), ('say "so"', 1 / 3), (None, float("inf")), ("−", -0.0)])
    assert numbers_csv(table) == '"a, b",n\nx,\n"say ""so""",0.3333333333\n,\n−,0\n'


def test_every_picture_of_a_report_knows_its_numbers_and_its_name_is_its_own(made: Markup) -> None:
    assert len(made.pictures) == made.count("<svg") > 5
    assert [one.name for one in made.pictures if one.numbers is None or not one.numbers.rows] == []
    names = [file_name(one.name, "svg") for one in made.pictures]
    assert len(set(names)) == len(names)
    for one in made.pictures:
        assert one.numbers is not None
        assert {len(row) for row in one.numbers.rows} == {len(one.numbers.heads)}


def test_all_forms_are_written_and_the_same_twice(made: Markup, tmp_path: Path) -> None:
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        write(made, folder, report=False, pictures=True)
    first, second = (sorted((tmp_path / f / "pictures").iterdir()) for f in "ab")
    assert [p.name for p in first] == sorted(file_name(x.name, kind) for x in made.pictures
                                             for kind in ("svg", "png", "csv"))  # fmt: skip
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert not (tmp_path / "a" / "report.html").exists()


def test_a_png_is_drawn_twice_as_large_and_not_blank() -> None:
    one = only(intervals("p", "P", "d", [("leak", 0, Estimate(1.0, 0.5, 1.5))], "objects"))
    width, height, data = pixels(png(svg_file(one.svg)))
    size = re.search(r'width="([\d.]+)" height="([\d.]+)"', one.svg)
    assert size is not None
    assert (width, height) == (round(2 * float(size[1])), round(2 * float(size[2])))
    assert len(set(data)) > 20
    unlabelled = re.sub(r"<text.*?</text>", "", one.svg)
    assert pixels(png(svg_file(unlabelled)))[2] != data  # the letters are drawn: the font is found
