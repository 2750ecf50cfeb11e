"""Checks: every fact of the catalogue points only at what is there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from skypact.core import dates
from skypact.core.errors import Fault, nearest
from skypact.load.catalogue.lookup.uses import Uses, named_by
from skypact.load.catalogue.orders import END
from skypact.load.catalogue.shelf import Catalogue
from skypact.spec.catalogue.claim import Distance, Figures, Record
from skypact.spec.catalogue.orbat import Orbat, Unit

_SECTION_ROOMS = {"batteries": "weapons", "fighters": "weapons", "sensors": "sensors"}


def check(uses: Uses, docs: Path | None = None) -> list[Fault]:
    """Return every fault of a catalogue; docs: folder of the documentation, whose pages articles point at."""
    shelf = uses.catalogue
    every = (_sources, _systems, _orbats, _timeline, _incidents, _claims, _treaties)
    found = [fault for room in every for fault in room(uses)]
    return sorted([*found, *_articles(uses, docs), *(_stray_towns(shelf))])


def _fault(file: str, path: str, what: str, right: str) -> Fault:
    return Fault(f"catalogue/{file}", 0, 0, path, what, right)


def _unknown(file: str, path: str, what: str, names: Collection[str], known: Collection[str]) -> Iterator[Fault]:
    for name in names:
        if name not in known:
            yield _fault(file, path, f"unknown {what} {name!r}", nearest(name, known))


def _sources(uses: Uses) -> Iterator[Fault]:
    known = uses.catalogue.sources
    for key, users in uses.sources.items():
        for room, name in users:
            own = uses.data[name].get("sources") if room == "scenarios" else None
            if key not in known and not (isinstance(own, dict) and key in own):
                file = f"{room}.yaml" if room in ("timeline", "incidents") else f"{room}/{name}.yaml"
                yield _fault(file, name, f"unknown source {key!r}", nearest(key, known))


def _systems(uses: Uses) -> Iterator[Fault]:
    shelf = uses.catalogue
    categories = {key for treaty in shelf.treaties.values() for key in treaty.categories}
    for name, system in shelf.systems.items():
        file = f"systems/{name}.yaml"
        for room, sheets in system.sheets.items():
            yield from _unknown(file, f"sheets.{room}", "type sheet", sheets, shelf.names(room))
        yield from _unknown(file, "parts", "system", system.parts, shelf.systems)
        for i, stand in enumerate(system.stands):
            yield from _unknown(file, f"stands.{i}", "type sheet", [stand.type],
                                shelf.names(_SECTION_ROOMS[stand.section]))  # fmt: skip
        if system.treaty and categories:
            yield from _unknown(file, "treaty", "category", [system.treaty], categories)


def _orbats(uses: Uses) -> Iterator[Fault]:
    shelf = uses.catalogue
    units = {f"{nation}/{unit}" for nation, orbat in shelf.orbats.items() for unit in orbat.units}
    for nation, orbat in shelf.orbats.items():
        file = f"orbat/{nation}.yaml"
        if orbat.nation != nation:
            yield _fault(file, "nation", f"{orbat.nation!r} in the file of {nation!r}", "the file bears its name")
        for name, unit in orbat.units.items():
            path = f"units.{name}"
            yield from _unknown(file, f"{path}.at", "town", [unit.at] if unit.at else [], shelf.places)
            above = [unit.under] if unit.under else []
            yield from _unknown(file, f"{path}.under", "unit", above, {*orbat.units, *units})
            yield from _held(uses, file, path, unit, orbat)


def _held(uses: Uses, file: str, path: str, unit: Unit, orbat: Orbat) -> Iterator[Fault]:
    systems = uses.catalogue.systems
    for i, held in enumerate(unit.held):
        at = f"{path}.held.{i}"
        yield from _unknown(file, at, "system", [held.type], systems)
        yield from _unknown(file, at, "account", held.accounts, orbat.accounts)
        last = max((d for d in (held.begin, held.until) if d), key=dates.first, default=None)
        if last and dates.first(last) > END:
            yield _fault(file, at, f"{last} is after {END}", "orders of battle end there: leave it out")
        known = systems.get(held.type)
        if known and known.not_before and held.begin and dates.last(held.begin) < dates.first(known.not_before):
            yield _fault(file, at, f"{held.type} from {held.begin}, but not before {known.not_before}", "mend one")


def _timeline(uses: Uses) -> Iterator[Fault]:
    found = uses.catalogue.timeline
    for name, event in found.events.items():
        yield from _unknown("timeline.yaml", name, "force", [*event.begins, *event.ends], found.forces)
        if event.until and dates.first(event.date) > dates.last(event.until):
            yield _fault("timeline.yaml", name, f"{event.date} is after {event.until}", "turn them round")
        if not event.sources:
            yield _fault("timeline.yaml", name, "an event without a source", "write `sources`")


def _incidents(uses: Uses) -> Iterator[Fault]:
    for name, one in uses.catalogue.incidents.items():
        played = [one.scenario] if one.scenario else []
        yield from _unknown("incidents.yaml", name, "scenario", played, uses.scenarios)
        if not one.sources:
            yield _fault("incidents.yaml", name, "an incident without a source", "write `sources`")


def _articles(uses: Uses, docs: Path | None) -> Iterator[Fault]:
    shelf = uses.catalogue
    units = {*shelf.orbats, *(f"{nation}/{unit}" for nation, orbat in shelf.orbats.items() for unit in orbat.units)}
    known: dict[str, Collection[str]] = {
        "systems": shelf.systems, "orbat": units, "events": shelf.timeline.events, "incidents": shelf.incidents,
        "scenarios": uses.scenarios, "claims": shelf.claims,
    }  # fmt: skip
    for article, key, item in uses.items:
        for place, ids in known.items():
            yield from _unknown(f"articles/{article}.yaml", f"items.{key}.{place}", "id", getattr(item, place), ids)
        for page in item.model if docs else ():
            if docs and not (docs / model_page(page)).is_file():
                yield _fault(f"articles/{article}.yaml", f"items.{key}.model", f"no page {page!r}", "a page of docs/")


def model_page(page: str) -> str:
    """Return the path below docs/ of a page that an item points at: `decide`, `guides/claims`, `docs/model/ask.md`."""
    path = page.partition("#")[0].removeprefix("docs/").removesuffix(".md")
    return f"{path if '/' in path else f'model/{path}'}.md"


def _claims(uses: Uses) -> Iterator[Fault]:
    shelf = uses.catalogue
    numbers = {f"{name}.{key}" for name, system in shelf.systems.items() for key in system.figures}
    for name, claim in shelf.claims.items():
        file, named = f"claims/{name}.yaml", named_by(claim)
        known: dict[str, Collection[str]] = {
            "articles": shelf.articles, "scenarios": uses.scenarios, "places": shelf.places,
            "events": shelf.timeline.events,
        }  # fmt: skip
        for room, ids in known.items():
            yield from _unknown(file, "", room.removesuffix("s"), sorted(named[room]), ids)
        for key, reading in claim.readings.items():
            path = f"readings.{key}"
            if isinstance(reading, Distance):
                yield from _unknown(file, path, "figure", reading.reach, numbers)
            elif isinstance(reading, Figures):
                yield from _unknown(file, path, "figure", [*reading.of, *reading.over], numbers)
            elif isinstance(reading, Record):
                yield from _record(uses, file, path, reading)


def _record(uses: Uses, file: str, path: str, reading: Record) -> Iterator[Fault]:
    shelf = uses.catalogue
    ask: list[tuple[str, str | None, Callable[[], Collection[str]]]] = [
        ("system", reading.system, lambda: shelf.systems), ("nation", reading.nation, lambda: shelf.orbats),
        ("unit", reading.unit, lambda: shelf.orbats[reading.nation].units if reading.nation in shelf.orbats else ()),
    ]  # fmt: skip
    for what, name, known in ask:
        yield from _unknown(file, path, what, [name] if name else [], known())


def _treaties(uses: Uses) -> Iterator[Fault]:
    shelf = uses.catalogue
    for name, treaty in shelf.treaties.items():
        file = f"treaties/{name}.yaml"
        yield from _unknown(file, "events", "event", treaty.events, shelf.timeline.events)
        for row in (*treaty.ceilings, *treaty.holdings):
            limits = row.limits if hasattr(row, "limits") else row.held  # type: ignore[union-attr]
            yield from _unknown(file, row.nation, "category", sorted(limits), treaty.categories)


def _stray_towns(shelf: Catalogue) -> Iterator[Fault]:
    for name, place in shelf.places.items():
        if any(abs(x - round(x, 1)) > 1e-9 for x in place):
            yield _fault("places.yaml", name, f"{place} is finer than 0.1 degree", "round it")
