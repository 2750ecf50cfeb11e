"""Markup: elements of HTML and SVG as text. What is not markup is escaped, so scenario text cannot become code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

# What XML 1.0 forbids; a scenario may hold it, a well-formed picture may not.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_VOID = frozenset({"br", "hr", "meta", "col"})


@dataclass(frozen=True)
class Numbers:
    """What a picture draws: heads with their units, and a row for each mark."""

    heads: tuple[str, ...]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True)
class Picture:
    """A picture of a page: its name (the id of the SVG), title, SVG, and the numbers that it draws."""

    name: str
    title: str
    svg: str
    numbers: Numbers | None


class Markup(str):
    """Text that is markup already and is not escaped again. It knows the pictures in it, in their order."""

    __slots__ = ("pictures",)
    pictures: tuple[Picture, ...]

    def __new__(cls, value: str = "", pictures: tuple[Picture, ...] = ()) -> Markup:
        """Return the text as markup with the pictures in it."""
        made = super().__new__(cls, value)
        made.pictures = pictures
        return made


def pictures_in(parts: Iterable[object]) -> tuple[Picture, ...]:
    """Return the pictures of several parts, in their order."""
    return tuple(found for part in parts if isinstance(part, Markup) for found in part.pictures)


def text(value: object) -> Markup:
    """Return any value as escaped text; markup passes as it is."""
    if isinstance(value, Markup):
        return value
    return Markup(escape(_FORBIDDEN.sub("\ufffd", str(value)), quote=True))


def el(name: str, /, *children: object, **attributes: object) -> Markup:
    """Return one element. `class_` gives class, `stroke_width` gives stroke-width; None leaves an attribute out."""
    parts = [name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        shown = num(value) if isinstance(value, float) else value
        parts.append(f'{key.rstrip("_").replace("_", "-")}="{escape(_FORBIDDEN.sub("", str(shown)), quote=True)}"')
    head = " ".join(parts)
    if name in _VOID:
        return Markup(f"<{head}>")
    body = "".join(text(c) for c in children)
    return Markup(f"<{head}>{body}</{name}>" if body else f"<{head}></{name}>", pictures_in(children))


def join(parts: Iterable[object], between: str = "") -> Markup:
    """Return the parts one after the other, escaped where they are not markup."""
    known = list(parts)
    return Markup(text(between).join(text(p) for p in known), pictures_in(known))


def num(value: float, digits: int = 1) -> str:
    """Return a coordinate with few digits, never "-0" (the same bytes on every call)."""
    shown = f"{value:.{digits}f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return "0" if shown in ("-0", "") else shown


def path(points: Iterable[tuple[float, float]], closed: bool = False) -> str:
    """Return the `d` of a line through points [px]."""
    body = "L".join(f"{num(x)} {num(y)}" for x, y in points)
    return f"M{body}{'Z' if closed else ''}" if body else ""


def link(address: str, shown: object) -> Markup:
    """Return a link where the address is a web address, else the text alone: no other scheme may be followed."""
    if re.match(r"^https?://[^\s\"'<>]+$", address):
        return el("a", shown, href=address, rel="noreferrer")
    return text(shown)


def picture(
    name: str, title: str, description: str, size: tuple[float, float], *body: object, numbers: Numbers | None = None
) -> Markup:
    """Return one SVG picture of a size [px] with the title and description that screen readers speak."""
    width, height = size
    made = el(
        "svg", el("title", title, id=f"{name}-title"), el("desc", description, id=f"{name}-desc"), *body,
        xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {num(width)} {num(height)}", width=width, height=height,
        role="img", aria_labelledby=f"{name}-title {name}-desc", id=name,
    )
    return Markup(made, (Picture(name, title, str(made), numbers),))
