"""Blocks: what a page of the catalogue is made of, for Markdown and for a terminal alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from skypact.load.catalogue.lookup.uses import Uses
from skypact.load.catalogue.shelf import Catalogue

#: Turns the room and the id of a thing into what stands for it in a sentence: its id, or a link.
Link = Callable[[str, str], str]


@dataclass(frozen=True)
class Heading:
    """A heading: of the page (1) or of a part of it."""

    text: str
    level: int = 2
    anchor: str = ""


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list of points."""

    items: Sequence[str]


@dataclass(frozen=True)
class Table:
    """A table: heads and rows of text. anchors: ids of the rows, where other pages point at them."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    anchors: Sequence[str] = field(default=())


Block = Heading | Text | Items | Table


@dataclass(frozen=True)
class Book:
    """What pages are written from: the catalogue, who uses what of it, and how to write a link."""

    catalogue: Catalogue
    uses: Uses
    link: Link

    @classmethod
    def of(cls, catalogue: Catalogue, scenarios: Mapping[str, Path], link: Link) -> Book:
        """Return the book of a catalogue and the scenarios (file by name) that come with it."""
        return cls(catalogue, Uses(catalogue, scenarios), link)

    def links(self, room: str, names: Sequence[str]) -> str:
        """Return several things of a room in one phrase."""
        return ", ".join(self.link(room, name) for name in names)

    def cited(self, keys: Sequence[str], grade: str = "", assumed: bool = False) -> str:
        """Return the sources of a fact with its grade; assumed where it has none."""
        if not keys:
            return "**assumed**" if assumed else ""
        return self.links("sources", keys) + (f" ({grade})" if grade else "")


def trimmed(heads: Sequence[str], rows: Sequence[Sequence[str]], anchors: Sequence[str] = ()) -> Table:
    """Return a table without the columns in which no row says anything; the first one stays."""
    kept = [i for i in range(len(heads)) if i == 0 or any(row[i] for row in rows)]
    return Table([heads[i] for i in kept], [[row[i] for i in kept] for row in rows], anchors)


def listed(title: str, texts: Sequence[str]) -> list[Block]:
    """Return a heading and a list, nothing where the list is empty."""
    return [Heading(title), Items(list(texts))] if texts else []


def span(begin: str | None, until: str | None) -> str:
    """Return from when to when."""
    return " to ".join(x for x in (begin or ("…" if until else ""), until or "") if x) if until else begin or ""
