"""Names on a map: sites that share a place share a label, and labels are put where they hide nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

#: Height of a line and mean width of a letter of a label [inches].
LINE_IN, LETTER_IN = 0.115, 0.0525
MARK_IN = 0.10


class Group(NamedTuple):
    """Sites at one place: where [m], and their names, a line each."""

    x_m: float
    y_m: float
    text: str


def groups(sites: Sequence[tuple[float, float, str]]) -> list[Group]:
    """Return the sites by place, copies of a counted unit told once."""
    found: dict[tuple[int, int], list[tuple[float, float, str]]] = {}
    for x, y, name in sites:
        found.setdefault((round(x / 500), round(y / 500)), []).append((x, y, name))
    return [Group(some[0][0], some[0][1], "\n".join(families(name for _, _, name in some))) for some in found.values()]


def families(names: Iterator[str]) -> list[str]:
    """Return names without numbers of copies and parts: "s300-01/radar", "s300-02/radar" → "s300 ×2"."""
    stems = Counter(re.sub(r"-\d{2,}$", "", name.removesuffix("/radar")) for name in dict.fromkeys(names))
    return [stem if number == 1 else f"{stem} ×{number}" for stem, number in stems.items()]


def placed(
    some: Sequence[Group], view: tuple[float, float, float, float], km_per_in: float
) -> Iterator[tuple[Group, float, float]]:
    """Yield groups with the lower left corner [km] of their labels: the free place nearest to the mark."""
    west, east, south, north = view
    mark = MARK_IN * km_per_in
    taken = [(g.x_m / 1e3 - mark, g.x_m / 1e3 + mark, g.y_m / 1e3 - mark, g.y_m / 1e3 + mark) for g in some]
    taken.append((west, west + 0.3 * (east - west), south, south + 0.35 * km_per_in))  # the scale
    taken.append((east - 0.3 * km_per_in, east, north - 0.5 * km_per_in, north))  # north
    for group in sorted(some, key=lambda g: (-g.y_m, g.x_m)):
        lines = group.text.split("\n")
        w, h = (max(map(len, lines)) * LETTER_IN + 0.04) * km_per_in, (len(lines) * LINE_IN + 0.03) * km_per_in
        best = None
        for x, y in _around(group.x_m / 1e3, group.y_m / 1e3, w, h, mark):
            box = (x, x + w, y, y + h)
            if x < west or x + w > east or y < south or y + h > north:
                continue
            hidden = sum(_overlap(box, other) for other in taken)
            if best is None or hidden < best[0] - 1e-9:
                best = (hidden, x, y, box)
            if hidden == 0.0:
                break
        if best is not None:
            taken.append(best[3])
            yield group, best[1], best[2]


def _around(x: float, y: float, w: float, h: float, mark: float) -> Iterator[tuple[float, float]]:
    """Yield lower left corners about a mark, nearest first: right, left, above, below, the corners, then farther."""
    for far in (1.15, 2.2, 3.6, 5.5, 8.0):
        d = far * mark
        yield x + d, y - h / 2
        yield x - d - w, y - h / 2
        yield x - w / 2, y + d
        yield x - w / 2, y - d - h
        yield x + d, y + d
        yield x - d - w, y + d
        yield x + d, y - d - h
        yield x - d - w, y - d - h


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> float:
    """Return the area that two boxes have in common."""
    return max(0.0, min(a[1], b[1]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[2], b[2]))
