"""Tables: rows to accessible HTML tables, and the words for numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from skypact.report.markup import Markup, el, join
from skypact.report.pictures.plots import Estimate


def table(
    caption: str, heads: Sequence[object], rows: Sequence[Sequence[object]], numbers: Sequence[int] = (),
    row_heads: int = 1, classes: Sequence[str] = (),
) -> Markup:
    """Return a table: `numbers` are the columns set right, the first `row_heads` columns head their row."""
    top = el("tr", *(el("th", h, scope="col", class_="number" if i in numbers else None) for i, h in enumerate(heads)))
    body = [
        el("tr", *(_cell(i, c, numbers, row_heads) for i, c in enumerate(row)),
           class_=(classes[k] or None) if k < len(classes) else None)
        for k, row in enumerate(rows)
    ]
    made = el("table", el("caption", caption), el("thead", top), el("tbody", join(body, "\n")))
    # A wide table scrolls in its own box; the box takes the focus, so that the arrow keys can scroll it.
    return el("div", made, class_="scroll", tabindex="0", role="group", aria_label=caption)


def _cell(i: int, value: object, numbers: Sequence[int], row_heads: int) -> Markup:
    class_ = "number" if i in numbers else None
    if i < row_heads and str(value):  # an empty heading is spoken as one that says nothing
        return el("th", value, scope="row", class_=class_)
    return el("td", value, class_=class_)


def section(name: str, title: str, *body: object) -> Markup:
    """Return a headed section that can be linked to."""
    return el("section", el("h2", title, id=f"{name}-heading"), *body, id=f"section-{name}",
              aria_labelledby=f"{name}-heading")


def paragraph(*body: object, class_: str | None = None) -> Markup:
    """Return a paragraph."""
    return el("p", *body, class_=class_)


def figure(picture: Markup, caption: object) -> Markup:
    """Return a picture with its caption."""
    return el("figure", picture, el("figcaption", caption))


def folded(summary: str, *body: object, open_: bool = False) -> Markup:
    """Return a block that opens on a click and is open on paper."""
    return el("details", el("summary", summary), *body, open="" if open_ else None)


def listed(items: Sequence[object]) -> Markup:
    """Return a list of items."""
    return el("ul", *(el("li", item) for item in items))


def percent(value: float, digits: int = 1) -> str:
    """Return a share as a percentage with a true minus sign."""
    return "—" if not math.isfinite(value) else f"{100 * value:.{digits}f} %".replace("-", "−")


def plain(value: float, digits: int = 2) -> str:
    """Return a number with a true minus sign."""
    return "—" if not math.isfinite(value) else f"{value:.{digits}f}".replace("-", "−")


def spread(e: Estimate, show: object = percent) -> Markup:
    """Return an estimate with its interval beneath it."""
    say = show if callable(show) else percent
    if not (math.isfinite(e.low) and math.isfinite(e.high)):
        return join([say(e.value)])
    return Markup(join([say(e.value)]) + el("br") + el("span", f"{say(e.low)} to {say(e.high)}", class_="interval"))
