"""The viewer of the two shipped cases: one file, from disk, driven as a person would."""

from __future__ import annotations

import csv
import struct
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.browser import axe
from tests.browser.window import SIZES, Windows, ready, too_wide

MOMENT = "() => window.app.session.t_s.value"


def address(results: Path, case: str, fragment: str = "") -> str:
    """Return the address of a case's viewer."""
    return (results / case / "viewer.html").as_uri() + fragment


@pytest.mark.parametrize("case", ["border", "airdrop"])
def test_the_file_is_whole_and_accessible(case: str, results: Path, windows: Windows) -> None:
    """It asks for nothing but itself, opens with two worlds, fits three windows, and axe finds nothing serious."""
    page = ready(windows.open(address(results, case)))
    assert {urlsplit(url).scheme for url in windows.asked} <= {"file", "data", "blob"}
    assert [url for url in windows.asked if url.startswith("file:")] == [address(results, case)]
    assert page.get_by_role("application").count() == 2
    assert axe.grave(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe.grave(page, "color-contrast") == []
    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        assert too_wide(page) == []


def test_every_panel_is_accessible(results: Path, windows: Windows) -> None:
    """Log, ledger, runs and sources, each as its key opens it, and the help."""
    page = ready(windows.open(address(results, "airdrop")))
    for key in "lgrs":
        page.keyboard.press(key)
        assert axe.grave(page) == [], key
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    assert axe.grave(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")


def test_it_opens_at_the_first_difference(results: Path, windows: Windows) -> None:
    """Without a fragment: national beside unified in a run where a fate differs, shortly before its moment, paused."""
    page = ready(windows.open(address(results, "border")))
    first = page.evaluate("() => window.app.session.file.partings[0]")
    shown = page.evaluate("() => { const s = window.app.session; "
                          "return [s.run.value, s.a.value, s.b.value, s.playing.value]; }")  # fmt: skip
    assert shown == [first["run"], "national", "unified", False]
    assert 0 < first["t_s"] - page.evaluate(MOMENT) <= 60
    assert first["sentence"] in page.locator("body").inner_text()


def test_the_clock_plays_pauses_seeks_and_steps(results: Path, windows: Windows) -> None:
    """By its buttons: playing moves the moment, a pause holds it, a step lands on an event of the log."""
    page = ready(windows.open(address(results, "border", "#run=0&a=national&b=unified&t=600")))
    assert page.evaluate(MOMENT) == 600
    clock = page.get_by_role("group", name="Clock")
    clock.get_by_role("button", name="Play").click()
    page.wait_for_function("() => window.app.session.t_s.value > 601")
    clock.get_by_role("button", name="Pause").click()
    held = page.evaluate(MOMENT)
    page.wait_for_timeout(700)
    assert page.evaluate(MOMENT) == held
    page.evaluate("() => window.app.seek(1200)")
    assert page.evaluate(MOMENT) == 1200
    assert page.locator(".moment").get_attribute("data-moment") == "1200.0"
    clock.get_by_role("button", name="Next event").click()
    stepped = page.evaluate(MOMENT)
    moments = page.evaluate("() => [window.app.session.worldA.value, window.app.session.worldB.value]"
                            ".flatMap(w => Array.from(w.events.t_s))")  # fmt: skip
    assert stepped == pytest.approx(min(t for t in moments if t > 1200.05), abs=0.06)
    clock.get_by_role("button", name="Previous event").click()
    assert page.evaluate(MOMENT) <= 1200
    speed = clock.get_by_role("combobox")
    values = speed.locator("option").evaluate_all("all => all.map(o => o.value)")
    speed.select_option(values[0])
    assert page.evaluate("() => String(window.app.session.speed.value)") == values[0]


def test_whose_picture_which_worlds_and_which_run(results: Path, windows: Windows) -> None:
    """The choices at the top change what is shown, and the address keeps them over a reload."""
    page = ready(windows.open(address(results, "border", "#run=0&a=national&b=unified&t=2400")))
    choices = page.get_by_role("group", name="What the maps show")
    boxes = choices.get_by_role("combobox")
    told = boxes.evaluate_all("all => all.map(s => [...s.options].map(o => o.value))")
    picture = next(k for k, values in enumerate(told) if "truth" in values)
    boxes.nth(picture).select_option(next(v for v in told[picture] if v != "truth"))
    assert page.evaluate("() => window.app.session.picture.value.of") != "truth"
    choices.get_by_role("button", name="Swap A and B").click()
    assert page.evaluate("() => [window.app.session.a.value, window.app.session.b.value]") == ["unified", "national"]
    runs = page.evaluate("() => window.app.session.runs()")
    other = next(run for run in runs if run != 0)
    run_box = next(k for k, values in enumerate(told) if k != picture and str(other) in values)
    boxes.nth(run_box).select_option(str(other))
    page.wait_for_function("run => window.app.session.run.value === run", arg=other)
    page.wait_for_function("run => ['run=' + run, 'a=unified'].every(said => location.hash.includes(said))", arg=other)
    state = ("() => { const s = window.app.session; return JSON.stringify([s.run.value, s.a.value, s.b.value, "
             "s.t_s.value, s.picture.value, s.selected.value, s.speed.value, s.panel.value]); }")  # fmt: skip
    page.get_by_role("button", name="Zoom in").first.click()
    page.wait_for_function("() => location.hash.includes('map=')")
    before, shown = page.evaluate(state), page.evaluate("() => location.hash")
    page.reload()
    assert ready(page).evaluate(state) == before
    page.wait_for_timeout(500)  # the address is written again, to the same
    assert page.evaluate("() => location.hash") == shown
    assert page.evaluate("() => window.app.session.view.value.zoom") > 1


def test_the_log_is_filtered_and_leads_to_the_moment(results: Path, windows: Windows, tmp_path: Path) -> None:
    """Words leave the sentences that hold them, a verb can go, a click goes there; the CSV has the same rows."""
    page = ready(windows.open(address(results, "border", "#run=0&a=national&b=unified&t=0&panel=log")))
    log = page.get_by_role("region", name="Log", exact=True)
    log.get_by_role("searchbox").fill("consent")
    page.wait_for_function("() => { const said = [...document.querySelectorAll('.log .entry .said')]; "
                           "return said.length > 0 && said.every(e => /consent/i.test(e.textContent)); }")  # fmt: skip
    first = log.get_by_role("listitem").first
    first.get_by_role("button").click()
    assert page.evaluate(MOMENT) > 0
    count = int(log.get_by_role("status").inner_text().split()[0].replace(",", ""))
    with page.expect_download() as saved:
        log.get_by_role("button", name="Log as CSV").click()
    saved.value.save_as(tmp_path / "log.csv")
    with (tmp_path / "log.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(line for line in file if not line.startswith("#")))
    assert len(rows) == count + 1
    log.get_by_role("searchbox").fill("")
    whole = page.locator(".log .bar [role=status]").inner_text()
    log.get_by_role("button", name="detect", exact=True).click()
    page.wait_for_function("was => document.querySelector('.log .bar [role=status]').innerText !== was", arg=whole)


def test_a_saved_picture_has_its_legend_below(results: Path, windows: Windows, tmp_path: Path) -> None:
    """The PNG is as wide as the maps and taller by the head and by a row for each entry of the legend, at least."""
    page = ready(windows.open(address(results, "border", "#run=0&a=national&b=unified&t=2100")))
    wide, tall, entries = page.evaluate(
        "() => { const of = [...document.querySelectorAll('.maps .world-map')].map(map => "
        "map.querySelector('canvas.map-canvas').getBoundingClientRect()); "
        "return [of.reduce((sum, box) => sum + box.width, 0), Math.max(...of.map(box => box.height)), "
        "document.querySelector('.world-map').querySelectorAll('.map-entries li').length]; }")  # fmt: skip
    assert entries > 3
    page.locator("summary", has_text="Export").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Picture as PNG").click()
    saved.value.save_as(tmp_path / "picture.png")
    width, height = struct.unpack(">II", (tmp_path / "picture.png").read_bytes()[16:24])
    ratio = page.evaluate("() => devicePixelRatio")
    columns = (wide - 20) // 330
    assert abs(width - wide * ratio) <= 2
    assert height > (tall + 56 + 20 * (entries / columns)) * ratio


def test_the_ledger_leads_to_the_moment_and_to_the_sources(results: Path, windows: Windows) -> None:
    """A time of the ledger is a link to its moment; what it is about is selected and its source sheet opens."""
    page = ready(windows.open(address(results, "border", "#run=0&a=national&b=unified&t=0&panel=ledger")))
    moment = page.locator(".ledger td button.time").first
    shown = moment.inner_text()
    moment.click()
    assert page.locator(".moment strong").inner_text()[: len(shown)] == shown
    chosen = page.evaluate("() => window.app.session.file.entities[window.app.session.selected.value].id")
    page.keyboard.press("s")
    sheet = page.get_by_role("region", name="Sources", exact=True)
    sheet.wait_for()
    assert chosen in page.evaluate("() => location.hash")
    assert sheet.inner_text().strip()


def test_the_keyboard_is_enough(results: Path, windows: Windows) -> None:
    """Tab reaches the clock; keys jog, step, change the picture and the panel; the map moves and zooms by keys."""
    page = ready(windows.open(address(results, "airdrop", "#run=0&t=1000")))
    page.keyboard.press("ArrowRight")
    assert page.evaluate(MOMENT) > 1000
    page.keyboard.press("End")
    assert page.evaluate("() => window.app.session.t_s.value === window.app.session.file.scenario.duration_s")
    page.keyboard.press("Home")
    assert page.evaluate(MOMENT) == 0
    page.keyboard.press("g")
    assert page.get_by_role("tab", selected=True).get_attribute("id") == "tab-ledger"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.getAttribute('role') === 'application'"):
            break
    assert page.evaluate("() => document.activeElement.getAttribute('role')") == "application"
    assert page.evaluate("() => { const c = getComputedStyle(document.activeElement); "
                         "return c.outlineStyle !== 'none' || c.boxShadow !== 'none'; }")  # fmt: skip


def test_the_map_is_drawn_and_said(results: Path, windows: Windows) -> None:
    """The canvases are not blank, differ between moments, and the table says in words what they show."""
    page = ready(windows.open(address(results, "airdrop", "#run=0&t=1500")))
    maps = page.get_by_role("application").first
    page.evaluate("() => window.app.seek(1500)")
    before = maps.screenshot()
    page.evaluate("() => window.app.seek(4000)")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert maps.screenshot() != before
    page.get_by_role("button", name="Show the map as a table").first.click()
    table = page.get_by_role("group", name="The map as a table").first
    table.wait_for()
    assert table.locator("tr").count() > 1


def test_a_phone_opens_with_the_map(results: Path, windows: Windows) -> None:
    """There the map is one of the tabs, and the one that people came for."""
    page = ready(windows.open(address(results, "airdrop"), "phone"))
    assert page.get_by_role("tab", selected=True).get_attribute("id") == "tab-map"
    assert page.get_by_role("application").first.is_visible()
    page.get_by_role("tab", name="Ledger").click()
    assert page.get_by_role("region", name="Ledger", exact=True).is_visible()
