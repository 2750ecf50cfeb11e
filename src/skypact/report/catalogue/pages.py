"""Pages: what stands for an id, and every page of the documentation that is written from the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from skypact.load.catalogue.lookup.checks import model_page
from skypact.load.catalogue.lookup.contents import SHEETS
from skypact.load.catalogue.lookup.uses import Uses
from skypact.load.catalogue.shelf import Catalogue
from skypact.report.catalogue import dated, systems, written
from skypact.report.catalogue.blocks import Block, Book, Heading, Text, trimmed
from skypact.report.catalogue.markdown import linker
from skypact.report.catalogue.markdown import written as markdown

Page = Callable[[Book], Iterator[Block]]


def entry(book: Book, room: str, name: str) -> list[Block]:
    """Return what the catalogue has on one thing."""
    if room in SHEETS:
        return list(systems.sheet(book, room, name))
    makes: dict[str, Callable[[Book, str], Iterator[Block]]] = {
        "systems": systems.system, "incidents": dated.incident, "timeline": dated.event, "articles": written.article,
        "claims": written.claim, "treaties": dated.treaty, "orbat": dated.orbat, "units": dated.unit,
        "forces": dated.force, "sources": written.source, "scenarios": _scenario,
    }  # fmt: skip
    return list(makes[room](book, name))


def pages(catalogue: Catalogue, scenarios: Mapping[str, Path]) -> dict[str, str]:
    """Return path below docs/ → Markdown of every page."""
    uses = Uses(catalogue, scenarios)
    made = dict(_made(Book(catalogue, uses, lambda room, name: name)))
    places = _places(catalogue, uses, made)
    return {path: markdown(list(make(Book(catalogue, uses, linker(path, places))))) for path, make in made.items()}


def _made(book: Book) -> Iterator[tuple[str, Page]]:
    shelf = book.catalogue
    yield "catalogue/README.md", _index
    for name in shelf.systems:
        yield f"catalogue/systems/{name}.md", lambda b, n=name: systems.system(b, n)
    if systems.no_system(book):
        yield "catalogue/sheets.md", systems.generic_sheets
    for nation in shelf.orbats:
        yield f"catalogue/orbat/{nation}.md", lambda b, n=nation: dated.orbat(b, n)
    for name in shelf.treaties:
        yield f"catalogue/treaties/{name}.md", lambda b, n=name: dated.treaty(b, n)
    for name in shelf.articles:
        yield f"articles/{name}.md", lambda b, n=name: written.article(b, n)
    if shelf.timeline.events:
        yield "catalogue/timeline.md", dated.timeline
    if shelf.incidents:
        yield "catalogue/incidents.md", dated.incidents
    if shelf.claims:
        yield "catalogue/claims.md", written.claims
    if book.uses.scenarios:
        yield "cases/README.md", _cases
    yield "reference/sources.md", written.sources


def _index(book: Book) -> Iterator[Block]:
    shelf = book.catalogue
    yield Heading("The catalogue", 1)
    yield Text("Every system, order of battle, date, incident, article and claim that the program holds, each with its "
               "sources. The [guide](../guides/catalogue.md) says how to ask for them.")  # fmt: skip
    for kind in sorted({one.kind for one in shelf.systems.values()}):
        yield Heading(kind.replace("-", " ").capitalize())
        yield trimmed(("system", "what"), [[book.link("systems", name), one.title]
                                           for name, one in shelf.systems.items() if one.kind == kind])  # fmt: skip
    if shelf.orbats:
        yield Heading("Orders of battle")
        yield trimmed(("nation", "what", "units"), [[book.link("orbat", nation), one.title, str(len(one.units))]
                                                    for nation, one in shelf.orbats.items()])  # fmt: skip
    if shelf.articles:
        yield Heading("Articles")
        yield trimmed(("article", "where", "date", "title"), [[book.link("articles", name), a.outlet, a.date, a.title]
                                                              for name, a in shelf.articles.items()])  # fmt: skip
    yield Heading("Beside them")
    parts = {"timeline.md": (f"timeline of {len(shelf.timeline.events)} events", bool(shelf.timeline.events)),
             "incidents.md": (f"{len(shelf.incidents)} incidents timed by verb", bool(shelf.incidents)),
             "claims.md": (f"{len(shelf.claims)} claims", bool(shelf.claims)),
             "sheets.md": ("type sheets of no particular system", bool(systems.no_system(book))),
             "../reference/sources.md": (f"{len(shelf.sources)} sources", True)}  # fmt: skip
    parts |= {f"treaties/{name}.md": (t.title, True) for name, t in shelf.treaties.items()}
    yield Text("; ".join(f"[{title}]({path})" for path, (title, there) in parts.items() if there) + ".")


def _cases(book: Book) -> Iterator[Block]:
    yield Heading("Cases", 1)
    yield Text("Each has a page: what is known, what is assumed, what the model says, where it fails.")
    rows = sorted((str(data.get("date")), name) for name, data in book.uses.data.items())
    yield trimmed(("date", "case", "what", "incident", "claims"), [
        [date, book.link("scenarios", name), str(book.uses.data[name].get("title", "")),
         book.links("incidents", [key for key, one in book.catalogue.incidents.items() if one.scenario == name]),
         book.links("claims", book.uses.claims_naming("scenarios", name))]
        for date, name in rows
    ])  # fmt: skip


def _scenario(book: Book, name: str) -> Iterator[Block]:
    data = book.uses.data[name]
    yield Heading(f"{name}: {data.get('title', '')}", 1)
    sheets = [f"{room}/{one}" for (room, one), users in book.uses.sheets.items() if name in users]
    yield Text(f"It plays on {data.get('date')}. `skypact show {name}` tells all of it.")
    yield Text(f"Type sheets: {', '.join(sorted(sheets))}.")
    claims = book.uses.claims_naming("scenarios", name)
    if claims:
        yield Text(f"Claims put to it: {book.links('claims', claims)}.")
    items = [f"{book.link('articles', a)}: {item.text}" for a, _, item in book.uses.items_naming("scenarios", name)]
    if items:
        yield Heading("In the articles")
        yield from (Text(item) for item in items)


def _places(catalogue: Catalogue, uses: Uses, made: Mapping[str, Page]) -> dict[tuple[str, str], str]:
    """Return the page of everything that has one; scenarios have theirs among the cases, the model its own."""
    places = {("systems", name): f"catalogue/systems/{name}.md" for name in catalogue.systems}
    places |= {("articles", name): f"articles/{name}.md" for name in catalogue.articles}
    places |= {("treaties", name): f"catalogue/treaties/{name}.md" for name in catalogue.treaties}
    places |= {("orbat", nation): f"catalogue/orbat/{nation}.md" for nation in catalogue.orbats}
    places |= {("units", f"{nation}/{unit}"): f"catalogue/orbat/{nation}.md#{unit}"
               for nation, orbat in catalogue.orbats.items() for unit in orbat.units}  # fmt: skip
    places |= {("timeline", name): f"catalogue/timeline.md#{name}" for name in catalogue.timeline.events}
    places |= {("forces", name): f"catalogue/timeline.md#{name}" for name in catalogue.timeline.forces}
    places |= {("incidents", name): f"catalogue/incidents.md#{name}" for name in catalogue.incidents}
    places |= {("claims", name): f"catalogue/claims.md#{name}" for name in catalogue.claims}
    places |= {("sources", key): f"reference/sources.md#{key}" for key in catalogue.sources}
    places |= {("scenarios", name): f"cases/{name}.md" for name in uses.scenarios}
    pointed = {page for _, _, item in uses.items for page in item.model}
    return places | {("model", page): model_page(page) for page in pointed}
