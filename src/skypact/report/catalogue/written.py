"""What was written, on pages: articles with their items, claims with their readings, sources with who rests on them."""

from __future__ import annotations

from collections.abc import Iterator

from skypact.load.catalogue.lookup.uses import named_by
from skypact.report.catalogue.blocks import Block, Book, Heading, Items, Text, listed, trimmed
from skypact.spec.catalogue.article import Item

_KINDS = ("system", "arrangement", "actor", "number", "argument")
_PLACES = {"systems": "systems", "orbat": "units", "events": "timeline", "incidents": "incidents",
           "scenarios": "scenarios", "claims": "claims", "model": "model"}  # fmt: skip


def article(book: Book, name: str) -> Iterator[Block]:
    """Yield the page of an article: everything that it names, and where that stands here."""
    a = book.catalogue.articles[name]
    yield Heading(a.title, 1)
    yield Text(f"{a.outlet}, {a.date} (document {a.document}). In our words: what it names, and its place here.")
    if a.text:
        yield Text(a.text)
    for kind in _KINDS:
        rows = [[item.text, _where(book, item), item.conflict] for item in a.items.values() if item.kind == kind]
        if rows:
            yield Heading(f"{kind.capitalize()}s")
            yield trimmed(("what it says", "where it stands", "what others say; both stand"), rows)
    claims = [f"{book.link('claims', key)}: {claim.title}" for key, claim in book.catalogue.claims.items()
              if claim.article == name]  # fmt: skip
    yield from listed("Claims taken from it", claims)


def claim(book: Book, name: str, level: int = 1) -> Iterator[Block]:
    """Yield a claim: who said what when, and how it is read. Its verdict is the business of `skypact claims`."""
    c = book.catalogue.claims[name]
    yield Heading(f"{name}: {c.title}", level, "" if level == 1 else name)
    yield Text(c.text)
    said = [("who", c.who), ("when", c.when), ("article", book.link("articles", c.article) if c.article else ""),
            ("sources", book.links("sources", c.sources)), ("leans on", c.leans_on), ("note", c.note)]  # fmt: skip
    yield Items([f"{key}: {value}" for key, value in said if value])
    rows = [[key, r.kind, r.text, _limit(r)] for key, r in c.readings.items()]
    yield trimmed(("reading", "kind", "what it asks", "holds"), rows)
    named = named_by(c)
    systems, scenarios = sorted(named["systems"]), sorted(named["scenarios"])
    if systems:
        yield Text(f"Figures of {book.links('systems', systems)}.")
    if scenarios:
        yield Text(f"Runs on {book.links('scenarios', scenarios)}.")
    camps = [f"{key}: {camp.title}; {', '.join(f'{p} = {v}' for p, v in camp.set.items())}"
             + (f" ({book.links('sources', camp.sources)})" if camp.sources else "")
             for key, camp in c.camps.items()]  # fmt: skip
    if camps:
        yield Heading("Camps", level + 1)
        yield Items(camps)


def claims(book: Book) -> Iterator[Block]:
    """Yield the page of all claims."""
    yield Heading("Published claims", 1)
    yield Text("Who said what when, in our words, and the readings that the words allow. `skypact claims` judges them.")
    for name in book.catalogue.claims:
        yield from claim(book, name, 2)


def sources(book: Book) -> Iterator[Block]:
    """Yield the bibliography: every source with its address, date, grade, and who rests on it."""
    yield Heading("Sources", 1)
    yield Text("A: official or primary, quoted; A*: a primary quoted second-hand; A2: a maker quoted in a page; B: "
               "serious secondary; C: press, hobby, games; E: an author's stated estimate. None was opened live: each "
               "was read as a stored page or excerpt.")  # fmt: skip
    yield bibliography(book, list(book.catalogue.sources))


def bibliography(book: Book, keys: list[str]) -> Block:
    """Return a table of sources with who uses each."""
    rows = []
    for key in keys:
        found = book.catalogue.sources[key]
        rows.append([f"`{key}`", found.get("text", ""), str(found.get("address", "")), str(found.get("date") or ""),
                     found.get("grade", ""), _users(book, key)])  # fmt: skip
    return trimmed(("key", "what", "address", "date", "grade", "used by"), rows, keys)


def source(book: Book, key: str) -> Iterator[Block]:
    """Yield one source and everything that cites it."""
    found = book.catalogue.sources[key]
    yield Heading(f"{key}: {found['text']}", 1)
    yield Items([f"{head}: {found[head]}" for head in ("address", "date", "grade") if found.get(head)])
    yield from listed("Used by", [f"{room}/{book.link(room, name)}" for room, name in book.uses.sources.get(key, [])])


def _where(book: Book, item: Item) -> str:
    said = [f"{place}: {book.links(room, getattr(item, place))}" for place, room in _PLACES.items()
            if getattr(item, place)]  # fmt: skip
    return "; ".join([*said, *([f"out of scope, {item.out}"] if item.out else [])])


def _limit(reading: object) -> str:
    least, most = getattr(reading, "at_least", None), getattr(reading, "at_most", None)
    return f"at least {least}" if least is not None else f"at most {most}" if most is not None else ""


def _users(book: Book, key: str) -> str:
    by_room: dict[str, list[str]] = {}
    for room, name in book.uses.sources.get(key, []):
        by_room.setdefault(room, []).append(name)
    return "; ".join(f"{room}: {', '.join(names)}" for room, names in by_room.items())
