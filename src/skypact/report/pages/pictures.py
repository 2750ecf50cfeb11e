"""The page of pictures: what each post held over time, what was wrong with it, and one moment on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from skypact.load import borders
from skypact.load.canonical import sha256
from skypact.load.terrain.terrain import under
from skypact.lower.place import ecef
from skypact.report.markup import Markup, el, join
from skypact.report.page import page
from skypact.report.pictures.courses import Layer, Panel, courses
from skypact.report.pictures.plots import Estimate, estimate_of
from skypact.report.tables import figure, folded, listed, paragraph, percent, plain, section, spread, table
from skypact.report.theatre.frame import Spot, frames

if TYPE_CHECKING:
    from skypact.study.pictures.pictures import Pictures
    from skypact.study.pictures.tables import Sample

#: How long the tails on the map are [s].
TAIL_S = 300.0
_COUNTS = (
    Layer("n_double", "second tracks of an object", "part v3", True),
    Layer("n_object", "objects that any sensor could see", "curve s1"), Layer("n_track", "tracks", "curve s0"),
    Layer("n_held", "objects held", "curve s2"),
)
_PARTS = (
    Layer("localisation", "error of place", "part v0", True), Layer("missed", "missed", "part v6", True),
    Layer("false", "false", "part v4", True),
)
#: Columns of the table: (truth, measure, head, how it is shown).
_COLUMNS = (
    ("all", "completeness", "held of all", percent), ("own", "completeness", "held of own", percent),
    ("own", "gospa", "GOSPA [m]", lambda v: plain(v, 0)), ("own", "missed", "missed", plain),
    ("own", "false", "false", plain), ("own", "doubles", "double", plain), ("own", "id_switches", "changes of track",
    plain), ("own", "position", "error of place [m]", lambda v: plain(v, 0)), ("own", "nees", "NEES", plain),
)  # fmt: skip


def render(found: Pictures) -> Markup:
    """Return the page: the same result gives the same bytes."""
    title = f"What each post's picture held — {found.scenario.title}"
    head = el(
        "header", el("h1", title), *(paragraph(text, class_="rest") for text in found.sentences),
        paragraph("Each run was played again, and every picture read at each moment. Intervals are 95 % over runs and "
                  "speak of chance alone; differences are of the same runs.", class_="note"),
    )
    return page(title, head, _over_time(found), _map(found), _values(found), _differences(found), _limits(found))


def _over_time(found: Pictures) -> Markup:
    counts = courses(
        "held", "Tracks and objects over time", " ".join(found.sentences), _panels(found, 1.0),
        _across(found), _COUNTS, "number",
    )
    parts = courses(
        "gospa", "GOSPA over time, in its parts", "Square of GOSPA: error of place, missed, false.",
        _panels(found, 1e6), _across(found), _PARTS, "GOSPA² [km²]",
    )
    half = found.c_m**2 / 2e6
    return section(
        "time", "Over time",
        figure(counts, "Means of the runs. What the tracks are above the objects held are false and second tracks."),
        figure(parts, f"Against all that any sensor could see. One object missed, or one track false, is {half:g} km² "
                      f"(cut-off {found.c_m:g} m, p 2, alpha 2)."),
    )


def _panels(found: Pictures, scale: float) -> dict[tuple[str, str], Panel]:
    """Return the courses against all that any sensor could see, where anything comes to a post."""
    every = {name: np.asarray(found.over_time[name].to_pylist()) for name in found.over_time.column_names}
    made = {}
    for post in _shown(found):
        for name in found.names:
            if not found.comes(name, post):
                continue
            row = (every["arrangement"] == name) & (every["post"] == post) & (every["truth"] == "all")
            keys = [x.key for x in (*_COUNTS, *_PARTS)]
            columns = {key: every[key][row].astype(float) / scale for key in keys}
            made[post, _named(name)] = Panel(every["t_s"][row].astype(float) / 60.0, columns)
    return made


def _map(found: Pictures) -> Markup:
    moment = _fullest(found)
    spots = {
        (post, _named(name)): _spots(found, found.samples[name], post, moment)
        for post in _shown(found) for name in found.names if found.comes(name, post)
    }
    run = next(iter(found.samples.values())).run
    drawn = frames(
        "moment", "Truth and tracks at one moment",
        f"Run {run} at {moment / 60:.1f} min: truth, and each post's tracks.", spots, _across(found),
    )
    return section(
        "map", "One moment of one run",
        figure(drawn, f"Run {run}, {moment / 60:.1f} min after the start: the moment at which most objects could be "
                      f"seen. Tails are the {TAIL_S / 60:g} minutes before. The tables of this run stand beside the "
                      "page."),
    )


def _fullest(found: Pictures) -> float:
    """Return the first moment at which most objects could be seen, over all arrangements."""
    total: dict[float, int] = {}
    for sample in found.samples.values():
        for t_s, seen in zip(sample.truth["t_s"].to_pylist(), sample.truth["detectable"].to_pylist(), strict=True):
            total[t_s] = total.get(t_s, 0) + bool(seen)
    return min(total, key=lambda t_s: (-total[t_s], t_s), default=0.0)


def _spots(found: Pictures, sample: Sample, post: str, moment: float) -> list[Spot]:
    """Return what a small map shows: truth, and the post's confirmed tracks; each object is taken by one track."""
    from scipy.optimize import linear_sum_assignment

    window = [(t, moment - TAIL_S <= t <= moment) for t in sample.truth["t_s"].to_pylist()]
    truth = _by(sample.truth.filter(np.array([w for _, w in window], dtype=bool)).to_pylist(), "object")
    near = [moment - TAIL_S <= t <= moment for t in sample.tracks["t_s"].to_pylist()]
    rows = [r for r in sample.tracks.filter(np.array(near, dtype=bool)).to_pylist() if r["post"] == post]
    held = _by([r for r in rows if r["confirmed"]], "track")
    now = {key: of[-1] for key, of in truth.items() if of[-1]["t_s"] == moment}
    tracks = {key: of[-1] for key, of in held.items() if of[-1]["t_s"] == moment}
    paired: set[Any] = set()
    if now and tracks:
        a, b = (_places(list(of.values()), found.height) for of in (now, tracks))
        between = np.minimum(np.linalg.norm(a[:, None] - b[None], axis=2), found.c_m)
        i, j = linear_sum_assignment(between)
        paired = {list(tracks)[k] for m, k in zip(i, j, strict=True) if between[m, k] < found.c_m}
    made = [
        Spot("seen" if r["detectable"] else "unseen", _at(r), tuple(map(_at, truth[key]))) for key, r in now.items()
    ]
    return made + [
        Spot("held" if key in paired else "false", _at(r), tuple(map(_at, held[key]))) for key, r in tracks.items()
    ]


def _places(rows: list[dict[str, Any]], height: bool) -> np.ndarray:
    """Return the places [n, 3] between which distances are measured: in space, or on the ellipsoid below."""
    if height:
        return np.array([[r["x_m"], r["y_m"], r["z_m"]] for r in rows])
    return ecef(*np.array([[r["lat_deg"], r["lon_deg"], 0.0] for r in rows]).T)


def _by(rows: list[dict[str, Any]], key: str) -> dict[Any, list[dict[str, Any]]]:
    made: dict[Any, list[dict[str, Any]]] = {}
    for row in rows:
        made.setdefault(row[key], []).append(row)
    return made


def _at(row: dict[str, Any]) -> tuple[float, float]:
    return row["lat_deg"], row["lon_deg"]


def _values(found: Pictures) -> Markup:
    rows = {(r["arrangement"], r["post"], r["truth"], r["measure"]): r for r in found.table.to_pylist()}
    cells = [
        [_titled(found, post), _named(name),
         *(_spread(estimate_of(rows[name, post, truth, key]), show) for truth, key, _, show in _COLUMNS)]
        for post in found.posts for name in found.names if found.comes(name, post)
    ]
    heads = ("post", "arrangement", *(head for _, _, head, _ in _COLUMNS))
    return section(
        "values", "How good it was",
        el("div", table("By post and arrangement", heads, cells, range(2, len(heads)), 2), class_="dense"),
        paragraph("“Held of all”: of what any sensor could see in its latest scan. The other columns are against what "
                  "the sensors could see whose plots or tracks come to that post; missed, false and double are means "
                  "of the moments. NEES is 6 for a filter that knows how wrong it is.", class_="note"),
    )


def _spread(e: Estimate, show: Any) -> Markup:
    return spread(e, show) if np.isfinite(e.value) else join(["—"])


def _differences(found: Pictures) -> Markup:
    rows = [r for r in found.differences.to_pylist() if r["truth"] == "all" and r["mean"] is not None]
    rows = [r for r in rows if found.comes(r["b"], r["post"]) or found.comes(r["a"], r["post"])]
    if not rows:
        return Markup("")
    cells = [
        [r["post"], r["b"], r["title"], *_ends(r)]
        for r in rows if r["better"] and not r["measure"].startswith("gospa_")
    ]
    heads = ("post", "arrangement", "measure", f"less {found.names[0]}", "95 % interval")
    return section(
        "differences", "What differs",
        paragraph(f"Every arrangement less {found.names[0]} on the same runs, against all that any sensor could see: "
                  "the same truth for every post."),
        folded("All differences", table("Paired differences", heads, cells, (3, 4), 3)),
    )


def _ends(r: dict[str, Any]) -> tuple[str, str]:
    show = percent if r["unit"] == "share" else plain
    known = r["low"] is not None
    return show(r["mean"]), f"{show(r['low'])} to {show(r['high'])}" if known else "—"


def _limits(found: Pictures) -> Markup:
    return section("limits", "How it was made", listed([
        f"{found.runs} runs of each arrangement, seed {found.seed}, association {found.association}, pictures read "
        f"every {found.every_s:g} s, distances {'in space' if found.height else 'over ground, without height'}; "
        f"scenario {found.scenario.id}, SHA-256 {sha256(found.scenario)}.",
        "Tracks are carried along straight lines to the moment at which they are read, as a post does. A post holds "
        "late what comes to it late.",
        "An object counts while the latest scan of some sensor could see it with a chance of 10 % at least. Flocks of "
        "birds, and what only people see, count neither as missed nor, where a track is on them, as false.",
        "SIAP by history: a track is of the object that was nearest for three readings in succession.",
        *under(found.scenario).says,
        *filter(None, [borders.says(found.scenario)]),
    ]))


def _across(found: Pictures) -> list[str]:
    return [_named(name) for name in found.names]


def _shown(found: Pictures) -> list[str]:
    return [post for post in found.posts if any(found.comes(name, post) for name in found.names)]


def _titled(found: Pictures, post: str) -> Markup:
    title = found.scenario.posts[post].title
    return join([post, el("br"), el("span", title, class_="interval")] if title else [post])


def _named(name: str) -> str:
    return name or "as written"
