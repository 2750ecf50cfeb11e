"""Labels: where names go on a picture so that none covers another (greedy, deterministic).

All lengths are pixels; y grows downwards. Widths are estimates on the wide side, since the reader's font is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: Line height over font size.
LEADING = 1.2
_NARROW = frozenset("ijl.,:;'|!tfrI()[] -·")
_WIDE = frozenset("mwMW@%—×…")


@dataclass(frozen=True)
class Box:
    """A rectangle of the picture."""

    x0: float
    y0: float
    x1: float
    y1: float

    def overlaps(self, other: Box) -> bool:
        """Return whether two rectangles share any area."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1

    def inside(self, other: Box) -> bool:
        """Return whether this rectangle lies within the other."""
        return self.x0 >= other.x0 and self.y0 >= other.y0 and self.x1 <= other.x1 and self.y1 <= other.y1

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point lies within."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


@dataclass(frozen=True)
class Label:
    """Lines of text that name the thing at (x, y); `clear` is half the width of its symbol."""

    lines: tuple[str, ...]
    x: float
    y: float
    clear: float = 6.0
    size: float = 11.0


@dataclass(frozen=True)
class Placed:
    """A label with its place; `leader` when it stands so far off that a line should join it to its thing."""

    label: Label
    box: Box
    leader: bool


def text_width(text: str, size: float) -> float:
    """Return an upper estimate of the width of a text."""
    widths = (0.36 if c in _NARROW else 0.95 if c in _WIDE else 0.72 if c.isupper() else 0.62 for c in text)
    return size * sum(widths)


def place(
    labels: Sequence[Label], bounds: Box, symbols: Sequence[Box] = (), lines: Sequence[tuple[float, float]] = ()
) -> list[Placed | None]:
    """Return a place for each label, None where none is free.

    No label overlaps another, a symbol, or the edge; among free places the one that covers the fewest points of
    `lines` wins, nearer ones first. Earlier labels choose first.
    """
    taken = list(symbols)
    result: list[Placed | None] = []
    for label in labels:
        best: tuple[float, Placed] | None = None
        for distance, box in _candidates(label):
            if not box.inside(bounds) or any(box.overlaps(t) for t in taken):
                continue
            cost = distance + 3.0 * sum(box.holds(x, y) for x, y in lines)
            if best is None or cost < best[0]:
                best = (cost, Placed(label, box, distance > 12.0))
        if best:
            taken.append(best[1].box)
        result.append(best[1] if best else None)
    return result


def stacked(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Return rising places as near as they can be to the wanted ones, `apart` from each other, within low and high.

    Where there is not room for all, they begin at low and go beyond high.
    """
    placed: list[float] = []
    for at in wanted:
        placed.append(max(at, low, placed[-1] + apart if placed else low))
    limit = high
    for k in range(len(placed) - 1, -1, -1):
        placed[k] = min(placed[k], limit)
        limit = placed[k] - apart
    short = low - placed[0] if placed and placed[0] < low else 0.0
    return [at + short for at in placed]


def _candidates(label: Label) -> Iterator[tuple[float, Box]]:
    width = max(text_width(line, label.size) for line in label.lines) + 2
    height = LEADING * label.size * len(label.lines)
    for gap in (1.0, 8.0, 20.0, 36.0, 56.0, 80.0):
        reach = label.clear + gap
        right, left, mid = label.x + reach, label.x - reach - width, label.x - width / 2
        up, down, level = label.y - reach - height, label.y + reach, label.y - height / 2
        near, far = label.x + reach / 2, label.x - reach / 2 - width
        sides = ((right, level), (left, level), (mid, up), (mid, down))
        corners = (*sides, (near, up), (near, down), (far, up), (far, down))
        for i, (x, y) in enumerate(corners):
            yield gap + 0.1 * i, Box(x, y, x + width, y + height)
