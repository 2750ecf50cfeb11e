"""The viewer with 2,000 objects over 2 hours: size of its page, CPU time to the first picture, script time a frame.

Civil flights over 12 radars of two states with a picture each, national and with shared plots: one run under both, A
beside B. Routes and sites are invented for measuring. The page is opened in Chromium through Playwright; where one of
them, or the built web app, is missing, the bench says so and measures the file alone.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stamp import last_line, rss_mb

if TYPE_CHECKING:
    from skypact.spec.scenario import Scenario

MOST_MB, MOST_S, MOST_MS = 8.0, 2.0, 10.0
FRAMES = 60


def crowded(n_object: int, hours: float, seed: int = 5) -> Scenario:
    """Return a resolved scenario of so many flights; each is up for an hour or so."""
    from skypact.spec.scenario import Scenario

    r = random.Random(seed)
    posts = {f"post-{n.lower()}": {"nation": n, "picture": True, "flight_plans": [n]} for n in ("AA", "BB")}
    sensors = {
        f"radar-{i:02d}": {
            "kind": "radar", "nation": n, "at": [r.uniform(52.0, 57.0), r.uniform(*span)],
            "reports_to": f"post-{n.lower()}", "reference": {"range": "250 km", "rcs": "1 m2"},
            "max_range": "300 km", "mast": "20 m", "period": "10 s",
        }
        for i, (n, span) in enumerate([("AA", (23.0, 27.0)), ("BB", (28.0, 32.0))] * 6)
    }
    flights = {f"flight-{i:04d}": _flight(r, hours) for i in range(n_object)}
    shared = [{"from": "post-aa", "to": "post-bb", "carries": ["plots", "reports"]}]
    return Scenario.model_validate({
        "format": 1, "id": "crowded-sky", "title": "Crowded sky", "date": "2016-05-06", "start": "09:00",
        "question": {"text": "How large is the file?", "measure": "detected", "nation": "AA"},
        "duration": f"{hours:g} h", "theatre": {"south": 51.0, "north": 58.0, "west": 20.0, "east": 36.0},
        "nations": {"AA": {"title": "A", "side": "pact"}, "BB": {"title": "B", "side": "pact"}},
        "borders": {"AA": [[[52.0, 22.0], [52.0, 28.0], [57.0, 28.0], [57.0, 22.0]]],
                    "BB": [[[52.0, 28.0], [52.0, 34.0], [57.0, 34.0], [57.0, 28.0]]]},
        "posts": posts, "sensors": sensors, "intruders": flights,
        "crafts": {"liner": {"target": "airliner", "speed": "230 m/s", "altitude": "10 km", "rcs": "15 dBsm",
                             "transponder": 1}},
        "arrangements": {"national": {"title": "Alone"}, "shared": {"title": "Shared", "links_add": shared}},
    })  # fmt: skip


def _flight(r: random.Random, hours: float) -> dict[str, object]:
    """Return a flight across the theatre from one side to another, with a bend."""
    ends = [(r.uniform(51.2, 57.8), 20.5), (r.uniform(51.2, 57.8), 35.5), (51.2, r.uniform(21, 35)),
            (57.8, r.uniform(21, 35))]
    a, b = r.sample(ends, 2)
    middle = (r.uniform(53.0, 56.0), r.uniform(25.0, 31.0))
    return {
        "type": "liner", "intent": "passage", "civil": True, "flight_plan": ["AA", "BB"], "end": "leaves",
        "begin": f"{r.uniform(0.0, 0.8 * hours * 60):.3f} min", "altitude": f"{r.uniform(3.0, 12.0):.2f} km",
        "route": [{"at": list(at)} for at in (a, middle, b)],
    }


def missing() -> str:
    """Return what the page cannot be opened for, "" where nothing is missing."""
    from skypact.core.errors import SkypactError
    from skypact.report.viewer.page import require_built

    try:
        require_built()
    except SkypactError as error:
        return str(error)
    try:
        import playwright  # noqa: F401
    except ImportError:
        return "no playwright: pip install playwright"
    return "" if shutil.which("chromium") else "no chromium on the path"


def in_browser(path: Path, duration_s: float) -> tuple[float, list[float]] | None:
    """Return CPU time [s] of the page's thread until the first picture, and script time [ms] of each frame.

    None where the page has no `window.app.seek`.
    """
    from playwright.sync_api import sync_playwright

    flags = ["--disable-gpu", "--hide-scrollbars", "--force-prefers-reduced-motion"]
    flags += ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        window = browser.new_page(viewport={"width": 1440, "height": 900})
        client = window.context.new_cdp_session(window)
        client.send("Performance.enable", {"timeDomain": "threadTicks"})
        window.goto(path.as_uri())
        if not window.evaluate("() => typeof window.app?.seek === 'function'"):
            browser.close()
            return None
        window.evaluate("() => window.app.ready")
        window.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        metrics: dict[str, Any] = {m["name"]: m["value"] for m in client.send("Performance.getMetrics")["metrics"]}
        moments = [duration_s * (k + 0.5) / FRAMES for k in range(FRAMES)]
        frames = [float(window.evaluate("t => (window.app.seek(t), window.app.frame_ms)", t)) for t in moments]
        browser.close()
    return float(metrics["TaskDuration"]), frames


def main() -> None:
    """Make the page, open it, and print what it costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objects", type=int, default=2000)
    parser.add_argument("--hours", type=float, default=2.0)
    parser.add_argument("--keep", type=Path, help="keep the page here")
    asked = parser.parse_args()
    from skypact.report.viewer.file import packed
    from skypact.report.viewer.page import page
    from skypact.study.compare import compare

    found = compare(crowded(asked.objects, asked.hours), runs=1, seed=1)
    before = time.process_time()
    made = packed(found, [0])
    pack_s, lack = time.process_time() - before, missing()
    size, first_s, frame_ms = len(made.container) * 4 / 3, None, None
    if not lack:
        with tempfile.TemporaryDirectory() as folder:
            path = asked.keep or Path(folder) / "viewer.html"
            path.write_text(page(made), encoding="utf-8")
            size = path.stat().st_size
            drawn = in_browser(path, asked.hours * 3600)
        if drawn:
            first_s, frames = drawn
            frame_ms = statistics.median(frames)
            print(f"first picture {first_s:.2f} s CPU; script {frame_ms:.1f} ms a frame (most {max(frames):.1f})")
        else:
            lack = "the page has no window.app.seek"
    if lack:
        print(f"the page is not measured: {lack}")
    print(f"{asked.objects} objects over {asked.hours:g} h: page {size / 1e6:.2f} MB, made in {pack_s:.1f} s CPU")
    passed = size <= MOST_MB * 1e6 and (first_s or 0.0) <= MOST_S and (frame_ms or 0.0) <= MOST_MS and not lack
    last_line("viewer", asked.objects, passed, file_mb=round(size / 1e6, 3), pack_cpu_s=round(pack_s, 2),
              first_picture_cpu_s=first_s and round(first_s, 3),
              script_ms_per_frame=frame_ms and round(frame_ms, 2), rss_mb=round(rss_mb()))


if __name__ == "__main__":
    main()
