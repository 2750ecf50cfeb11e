"""The map of an order of battle: what stands at which town on a day, by branch."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from skypact.load.borders import WORLDVIEW_TEXT
from skypact.report.markup import Markup, el, join, num, path, picture
from skypact.report.pictures.labels import Box, Label, Placed, place, text_width
from skypact.report.theatre.land import countries_of, middle
from skypact.report.theatre.marginalia import edges, graticule, scale_bar
from skypact.report.theatre.projection import View, view
from skypact.study.dated.orbat import BRANCHES, Line, OrderOfBattle

WIDTH, TALLEST = 1000.0, 760.0
#: Lines of a label, at most, the town's own among them.
MOST = 8
#: The size of a label, and the size that room is kept for: bold names of towns are wider than plain ones.
_FONT, _ROOM = 10.5, 11.4
#: Branch → (class of its colour, shape): no two share a shape, so none needs its colour to be told.
_MARKS = {
    "aviation": ("v0", "M0 -6L6 5L0 1.5L-6 5Z"), "helicopters": ("v0", "M-6 -1.5h12v3h-12ZM-1.5 -6h3v12h-3Z"),
    "missiles": ("v4", "M0 -6L6 5H-6Z"), "radars": ("v2", "M-6 3A6 6 0 0 1 6 3Z"),
    "command": ("v6", "M-5 -5h10v10h-10Z"), "warning": ("v2", "M0 -6L6 0L0 6L-6 0Z"),
    "interceptors": ("v3", "M0 -7L4 -2V6H-4V-2Z"), "rockets": ("v1", "M-6 -5H6L0 6Z"),
    "ships": ("v5", "M-7 -2H7L4 4H-4Z"), "other": ("v6", "M-3 -3h6v6h-6Z"),
}  # fmt: skip


@dataclass(frozen=True)
class Spot:
    """A town and what stands there: the branches of its symbols, and the lines that name it."""

    town: str
    at: tuple[float, float]
    branches: tuple[str, ...]
    lines: tuple[str, ...]


def spots(found: OrderOfBattle) -> list[Spot]:
    """Return the towns with what stands at each, those with the most lines first, so that they choose their place."""
    made = []
    for town, at in found.towns.items():
        here = [line for line in found.lines if line.unit.at == town]
        if here:
            branches = tuple(b for b in BRANCHES if any(x.unit.branch == b for x in here))
            made.append(Spot(town, at, branches, (town, *_named(here))))
    return sorted(made, key=lambda spot: (-len(spot.lines), spot.town))


def orbat_map(found: OrderOfBattle) -> Markup:
    """Return the picture: symbols by branch, labels with counts that do not cover each other."""
    here = spots(found)
    around = [spot.at for spot in here] or list(found.towns.values()) or [(53.0, 28.0)]
    pad = 0.6
    corners = [(lat + dy, lon + dx) for lat, lon in around for dy in (-pad, pad) for dx in (-1.6 * pad, 1.6 * pad)]
    fitted = view(corners, 34.0, 8.0, WIDTH - 42.0, TALLEST)
    frame, countries = fitted.frame, countries_of(fitted)
    rect = {"x": frame.x0, "y": frame.y0, "width": frame.x1 - frame.x0, "height": frame.y1 - frame.y0}
    land = [
        el("path", el("title", iso), class_="land",
           d="".join(path(fitted.pixels([(p[0], p[1]) for p in ring]), closed=True) for ring in rings))
        for iso, rings in countries.items()
    ]  # fmt: skip
    labels = [Label((iso,), *spot, clear=0.0, size=11.0)
              for iso, rings in countries.items() if (spot := middle(fitted, rings))]  # fmt: skip
    marks, names = _symbols(here, labels, fitted)
    inside = el(
        "g", el("rect", **rect, class_="sea"), join(land), graticule(fitted), marks, names, scale_bar(fitted),
        clip_path="url(#orbat-clip)",
    )
    key, height = _legend(found, here, fitted)
    title = f"{found.orbat.title} on {found.date}"
    description = f"Map of {title}: {len(here)} towns. {fitted.name}. The table holds the same rows with their sources."
    return picture(
        "orbat", title, description, (WIDTH, height), el("defs", el("clipPath", el("rect", **rect), id="orbat-clip")),
        inside, el("rect", **rect, class_="frame"), edges(fitted), key,
    )


def _named(lines: list[Line]) -> tuple[str, ...]:
    """Return what stands at a town, rows of one system added up; "?" where a count or the row itself is not sure."""
    number: dict[str, float | None] = {}
    doubt: set[str] = set()
    for line in lines:
        name = line.held.type if line.held else line.unit.title
        count = line.held.count if line.held else None
        before = number.get(name, 0.0)
        number[name] = None if count is None or before is None else before + count.value
        if line.marks:
            doubt.add(name)
    said = [name if n is None else f"{name} × {n:g}" for name, n in number.items()]
    said = [text + (" ?" if name in doubt else "") for text, name in zip(said, number, strict=True)]
    said = [part for text in said for part in wrap(text, 30)]
    return tuple(said if len(said) < MOST else [*said[: MOST - 2], f"and {len(said) - MOST + 2} more"])


def _symbols(here: list[Spot], countries: list[Label], fitted: View) -> tuple[Markup, Markup]:
    pixels = fitted.pixels([spot.at for spot in here])
    marks, boxes, labels = [], [], []
    for spot, (x, y) in zip(here, pixels, strict=True):
        half = 7.5 * len(spot.branches)
        marks += [_mark(b, x - half + 7.5 + 15 * i, y) for i, b in enumerate(spot.branches)]
        boxes.append(Box(x - half, y - 8, x + half, y + 8))
        labels.append(Label(spot.lines, x, y, clear=max(8.0, half), size=_ROOM))
    frame = fitted.frame
    corner = Box(frame.x0, frame.y1 - 30, frame.x0 + 190, frame.y1)
    within = Box(frame.x0 + 2, frame.y0 + 2, frame.x1 - 2, frame.y1 - 2)
    placed = place([*labels, *countries], within, [*boxes, corner])
    names = [_label(p, i < len(labels)) for i, p in enumerate(placed) if p is not None]
    return join(marks), join(names)


def _label(p: Placed, town: bool) -> Markup:
    """Return a label, its first line, the town, in bold, with a line to its symbol where it stands far off."""
    made = []
    if p.leader and town:
        end = (min(max(p.label.x, p.box.x0), p.box.x1), min(max(p.label.y, p.box.y0), p.box.y1))
        made.append(el("path", d=path([(p.label.x, p.label.y), end]), class_="leader"))
    left = p.box.x1 <= p.label.x
    for k, line in enumerate(p.label.lines):
        made.append(el(
            "text", line, x=p.box.x1 - 1 if left else p.box.x0 + 1, y=p.box.y0 + p.label.size * (0.92 + 1.2 * k),
            class_=("name end" if left else "name") if town else "country", font_size=_FONT if town else p.label.size,
            font_weight="600" if town and k == 0 else None,
        ))  # fmt: skip
    return join(made)


def _mark(branch: str, x: float, y: float) -> Markup:
    class_, shape = _MARKS[branch]
    return el("path", el("title", branch), d=shape, class_=class_, transform=f"translate({num(x)} {num(y)})")


def _legend(found: OrderOfBattle, here: list[Spot], fitted: View) -> tuple[Markup, float]:
    x, y, parts = fitted.frame.x0, fitted.frame.y1 + 32, []
    for branch in (b for b in BRANCHES if any(b in spot.branches for spot in here)):
        parts += [_mark(branch, x + 8, y), el("text", branch, x=x + 20, y=y + 4, class_="legend")]
        x += 34 + text_width(branch, 11)
    unplaced = [line.unit.title for line in found.lines if line.unit.at not in found.towns]
    notes = [
        "× a number: aircraft, battalions, batteries or radars. ? assumed, inferred, or not sure on this day. "
        "Towns are rounded to 0.1°.",
        f"Projection: {fitted.name}. Outlines: {WORLDVIEW_TEXT}; a backdrop only.",
        *([f"No town known, so not on the map: {', '.join(dict.fromkeys(unplaced))}."] if unplaced else []),
    ]
    for i, note in enumerate(notes):
        parts.append(el("text", note, x=fitted.frame.x0, y=y + 24 + 16 * i, class_="legend"))
    return join(parts), y + 24 + 16 * len(notes)
