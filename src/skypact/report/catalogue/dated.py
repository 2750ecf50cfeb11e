"""What has a date, on pages: events and what they put in force, incidents verb by verb, orders of battle, treaties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from skypact.core import dates
from skypact.report.catalogue.blocks import Block, Book, Heading, Items, Text, listed, span, trimmed
from skypact.report.catalogue.systems import counted
from skypact.spec.catalogue.incident import Incident
from skypact.spec.catalogue.timeline import Event

_VERBS = ("detect", "track", "told", "identify", "decide", "engage", "assess")


def timeline(book: Book) -> Iterator[Block]:
    """Yield the page of the timeline: every event, and what events put in force."""
    found = book.catalogue.timeline
    yield Heading("Timeline of the pact", 1)
    yield Text("Agreements, posts, exercises, deliveries with the dates they were promised for, refusals, and fronts "
               "elsewhere. A date is as exact as its source. What was announced and never came says so.")  # fmt: skip
    yield events(book, ordered(book))
    yield Heading("What can be in force")
    rows = [[name, f.title, f.text, f.arrangement] for name, f in found.forces.items()]
    yield trimmed(("force", "what", "means", "as arrangement"), rows, list(found.forces))


def ordered(book: Book) -> list[str]:
    """Return the ids of all events, the earliest first."""
    every = book.catalogue.timeline.events
    return sorted(every, key=lambda name: (dates.first(every[name].date), dates.last(every[name].date), name))


def events(book: Book, names: Sequence[str]) -> Block:
    """Return a table of events."""
    every = book.catalogue.timeline.events
    rows = [[span(e.date, e.until), e.kind, f"{e.title}{_never(e)}. {e.text}".strip(), ", ".join(e.nations),
             ", ".join(e.planned), "; ".join(_rivals(book, e)), book.cited(e.sources, e.grade)]
            for e in (every[name] for name in names)]  # fmt: skip
    return trimmed(("date", "kind", "event", "nations", "promised for", "other accounts", "source"), rows, list(names))


def event(book: Book, name: str) -> Iterator[Block]:
    """Yield one event."""
    e = book.catalogue.timeline.events[name]
    yield Heading(f"{span(e.date, e.until)}: {e.title}{_never(e)}", 1)
    if e.text:
        yield Text(e.text)
    said = [("kind", e.kind), ("nations", ", ".join(e.nations)), ("promised for", ", ".join(e.planned)),
            ("puts in force", ", ".join(e.begins)), ("ends", ", ".join(e.ends)),
            ("inferred", "yes" if e.inferred else ""), ("sources", book.cited(e.sources, e.grade))]  # fmt: skip
    yield Items([f"{key}: {value}" for key, value in said if value])
    yield from listed("Other accounts", list(_rivals(book, e)))
    yield from listed("In the articles", [f"{book.link('articles', a)}: {item.text}"
                                          for a, _, item in book.uses.items_naming("events", name)])  # fmt: skip


def force(book: Book, name: str) -> Iterator[Block]:
    """Yield what an event can put in force."""
    found = book.catalogue.timeline
    yield Heading(f"{name}: {found.forces[name].title}", 1)
    if found.forces[name].text:
        yield Text(found.forces[name].text)
    names = [key for key in ordered(book) if name in (*found.events[key].begins, *found.events[key].ends)]
    if names:
        yield events(book, names)


def incidents(book: Book) -> Iterator[Block]:
    """Yield the page of incidents: the table timed by verb, then each with all that is known."""
    yield Heading("Incidents", 1)
    yield Text("Border violations and their like with known outcomes. ● marks the core: Europe or several nations, and "
               "grade A or B. Times are as published; clocks of different sources do not agree, and rival accounts "
               "stand side by side.")  # fmt: skip
    yield incident_table(book)
    for name in by_date(book):
        blocks = list(incident(book, name))
        heading = blocks[0]
        assert isinstance(heading, Heading)
        yield Heading(heading.text, 2, name)
        for block in blocks[1:]:
            yield Heading(block.text, 3) if isinstance(block, Heading) else block


def by_date(book: Book) -> list[str]:
    """Return the ids of all incidents, the earliest first."""
    every = book.catalogue.incidents
    return sorted(every, key=lambda name: (dates.first(every[name].date), name))


def incident_table(book: Book) -> Block:
    """Return all incidents by date with what they were seen by, what was done, and the measured delays."""
    rows = []
    for name in by_date(book):
        i = book.catalogue.incidents[name]
        rows.append([("● " if i.core else "") + book.link("incidents", name), span(i.date, i.until), i.place, i.title,
                     i.detected, i.engaged, "; ".join(_delays(i)),
                     book.link("scenarios", i.scenario) if i.scenario else "", i.grade])  # fmt: skip
    heads = ("incident", "date", "place", "what", "seen by", "engaged", "delays", "scenario", "grade")
    return trimmed(heads, rows)


def incident(book: Book, name: str) -> Iterator[Block]:
    """Yield one incident, verb by verb."""
    i = book.catalogue.incidents[name]
    yield Heading(f"{span(i.date, i.until)}, {i.place}: {i.title}", 1)
    rows = [[verb, getattr(i, verb)] for verb in ("motion", "route", *_VERBS) if getattr(i, verb)]
    if rows:
        yield trimmed(("step", "as published"), rows)
    said = [("nations", i.nations), ("delays", "; ".join(_delays(i))), ("rival accounts", i.rivals),
            ("careful", i.trap), ("core", "yes" if i.core else ""),
            ("scenario", book.link("scenarios", i.scenario) if i.scenario else ""),
            ("sources", book.cited(i.sources, i.grade and f"grade {i.grade}"))]  # fmt: skip
    yield Items([f"{key}: {value}" for key, value in said if value])
    yield from listed("In the articles", [f"{book.link('articles', a)}: {item.text}"
                                          for a, _, item in book.uses.items_naming("incidents", name)])  # fmt: skip


def orbat(book: Book, nation: str) -> Iterator[Block]:
    """Yield the order of battle of a nation over all its dates."""
    found = book.catalogue.orbats[nation]
    yield Heading(f"{nation}: {found.title}", 1)
    if found.note:
        yield Text(found.note)
    yield from listed("Rival accounts", [f"{key}: {account.title} ({book.links('sources', account.sources)})"
                                         for key, account in found.accounts.items()])  # fmt: skip
    for branch in dict.fromkeys(unit.branch for unit in found.units.values()):
        yield Heading(branch.capitalize())
        rows, anchors = [], []
        for name, unit in found.units.items():
            if unit.branch == branch:
                held = list(_held(book, nation, name))
                rows += held or [[unit.title, unit.at or "", "", "", span(unit.begin, unit.until), "",
                                  book.cited(unit.sources, unit.grade, unit.assumed), unit.note]]  # fmt: skip
                anchors += [name, *[""] * (len(held) - 1)]
        anchors = [one or f"row-{branch}-{i}" for i, one in enumerate(anchors)]
        yield trimmed(("unit", "town", "system", "count", "in service", "announced for", "source", "note"), rows,
                      anchors)  # fmt: skip
    yield from listed("What no source gives", found.not_found)


def unit(book: Book, name: str) -> Iterator[Block]:
    """Yield one unit, by NATION/unit."""
    nation, _, key = name.partition("/")
    u = book.catalogue.orbats[nation].units[key]
    yield Heading(f"{name}: {u.title}", 1)
    said = [("branch", u.branch), ("town", u.at or ""), ("under", u.under or ""), ("crew", u.crew or ""),
            ("readiness", u.readiness.text() if u.readiness else ""), ("there", span(u.begin, u.until)),
            ("sources", book.cited(u.sources, u.grade, u.assumed)), ("note", u.note)]  # fmt: skip
    yield Items([f"{head}: {value}" for head, value in said if value])
    rows = list(_held(book, nation, key))
    if rows:
        yield trimmed(("unit", "town", "system", "count", "in service", "announced for", "source", "note"), rows)


def treaty(book: Book, name: str) -> Iterator[Block]:
    """Yield a treaty: categories, ceilings, holdings, the events of its life."""
    t = book.catalogue.treaties[name]
    yield Heading(f"{name}: {t.title}", 1)
    if t.text:
        yield Text(t.text)
    yield Items([f"{key}: {text}" for key, text in t.categories.items()])
    heads = ("nation", "text", "in force", *t.categories, "source")
    yield Heading("Ceilings")
    yield trimmed(heads, [[c.nation, c.text, span(c.begin, c.until) + ("" if c.in_force else " (never in force)"),
                           *(counted(c.limits.get(key)) for key in t.categories), book.cited(c.sources, c.grade)]
                          for c in t.ceilings])  # fmt: skip
    if t.holdings:
        yield Heading("Notified holdings")
        yield trimmed(("nation", "date", *t.categories, "source"),
                      [[h.nation, h.date, *(counted(h.held.get(key)) for key in t.categories),
                        book.cited(h.sources, h.grade)] for h in t.holdings])  # fmt: skip
    known = [name for name in ordered(book) if name in t.events]
    if known:
        yield Heading("Its life")
        yield events(book, known)
    yield from listed("What no source gives", t.not_found)


def _held(book: Book, nation: str, name: str) -> Iterator[list[str]]:
    u = book.catalogue.orbats[nation].units[name]
    for i, held in enumerate(u.held):
        marks = [*(["inferred"] if held.inferred else []), *(f"by account {key}" for key in held.accounts)]
        yield ["" if i else u.title, "" if i else u.at or "", book.link("systems", held.type), counted(held.count),
               span(held.begin, held.until), held.announced or "",
               book.cited(held.sources, held.grade, held.assumed) + "".join(f", {m}" for m in marks),
               "; ".join(x for x in (held.note, "" if i else u.note) if x)]  # fmt: skip


def _delays(i: Incident) -> list[str]:
    return [f"{d.begin} to {d.end} {d.minutes:g} min{f' ({d.note})' if d.note else ''}" for d in i.delays]


def _never(e: Event) -> str:
    return "" if e.happened else " (announced, never came)"


def _rivals(book: Book, e: Event) -> Iterator[str]:
    for rival in e.rivals:
        who = f" ({book.links('sources', rival.sources)})" if rival.sources else ""
        yield f"{rival.date + ': ' if rival.date else ''}{rival.text}{who}"
