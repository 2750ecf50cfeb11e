"""Cross-checks of names: every post, nation, zone, place and unit that is named must exist."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from skypact.core.errors import nearest
from skypact.core.ids import PATTERN, numbered, part
from skypact.load.overlay.quantities import PathError, is_constant, require_named, with_named
from skypact.load.yaml_nodes import DataPath, Problem
from skypact.spec.command import Arrangement, PostLink, Right
from skypact.spec.scenario import Scenario

#: Sections whose names become entities of the log: unique over all of them.
ENTITIES = (
    "nations", "zones", "posts", "sensors", "batteries", "fighters", "airborne", "intruders", "traffic", "echoes",
    "civil", "recorded",
)
#: Sections of what flies by a script, echoes apart.
FLIGHTS = ("intruders", "traffic", "civil", "recorded")


@dataclass(frozen=True)
class Known:
    """Names as the file has them, section by section; a name stays known where its entry is broken.

    `whole` is false where broken entries were left out: what depends on their content is then not judged.
    """

    names: dict[str, frozenset[str]]
    copies: dict[str, frozenset[str]]
    places: frozenset[str]
    whole: bool = True

    def all(self, *sections: str) -> frozenset[str]:
        """Return the names of some sections and of the copies that `count:` makes of them."""
        return frozenset().union(*(self.names[s] | self.copies[s] for s in sections))

    @classmethod
    def of(cls, data: dict[str, Any], places: Iterable[str], whole: bool = True) -> Known:
        """Collect the names of plain data; `places` are those of the catalogue."""
        sections = (*ENTITIES, "arrangements", "choices", "hypotheses", "crafts", "doctrines", "claims", "places")
        named = {s: data[s] if isinstance(data.get(s), dict) else {} for s in sections}
        names = {s: frozenset(entries) for s, entries in named.items()}
        copies = {s: frozenset(c for n, unit in e.items() for c in copies_of(n, unit)) for s, e in named.items()}
        return cls(names, copies, names["places"] | frozenset(places), whole)


def copies_of(name: str, unit: Any) -> tuple[str, ...]:
    """Return the names of a raw unit's copies, none when it is not counted by a number."""
    count, flights = (unit.get("count"), unit.get("flights")) if isinstance(unit, dict) else (None, None)
    if isinstance(flights, int) and 1 <= flights <= 2000:
        return flight_names(name, flights)
    return numbered(name, count) if isinstance(count, int) and 1 < count <= 500 else ()


def flight_names(name: str, flights: int) -> tuple[str, ...]:
    """Return the names of the flights of a stream of traffic: name-001 …"""
    width = max(3, len(str(flights)))
    return tuple(f"{name}-{i:0{width}d}" for i in range(1, flights + 1))


def check(scenario: Scenario, known: Known) -> Iterator[Problem]:
    """Yield every name that does not exist, is not an id, or is used twice."""
    rules: tuple[Callable[[Scenario, Known], Iterator[Problem]], ...] = (
        _ids, _twice, _nations, _posts, _units, _links, _rights, _arrangements, _places, _question, _hypotheses,
    )
    for rule in rules:
        yield from rule(scenario, known)


def named(path: DataPath, what: str, name: str | None, names: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem where a name is given that is none of these."""
    if name is not None and name not in names:
        yield Problem(path, f"unknown {what} '{name}'", nearest(name, names))


def _ids(_: Scenario, known: Known) -> Iterator[Problem]:
    for section in (*ENTITIES, "crafts", "arrangements", "choices", "hypotheses", "doctrines", "claims"):
        for name in sorted(known.names[section]):
            if not PATTERN.match(name):
                right = "letters, digits, '-', '_' and '.', beginning with a letter or digit, at most 63"
                yield Problem((section, name), f"'{name}' is not an id", right)


def _twice(_: Scenario, known: Known) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for section in ENTITIES:
        for name in sorted(known.names[section]):
            if name in seen:
                what = f"the id '{name}' is used twice: {seen[name]} and {section}"
                yield Problem((section, name), what, "ids are unique over all sections: rename one")
            seen.setdefault(name, section)
    for section in ENTITIES:
        for name in sorted(known.copies[section] & seen.keys()):
            what = f"'{name}' is also made by a `count` or `flights` under {section}"
            yield Problem((seen[name], name), what, "ids are unique over all sections: rename one")


def _nations(s: Scenario, known: Known) -> Iterator[Problem]:
    nations = known.names["nations"]
    for name in s.borders:
        yield from named(("borders", name), "nation", name, nations)
    for section in ("posts", "sensors", "batteries", "fighters", "airborne", *FLIGHTS):
        for name, unit in getattr(s, section).items():
            here = (section, name)
            yield from named((*here, "nation"), "nation", unit.nation, nations)
            yield from named((*here, "crew"), "nation", getattr(unit, "crew", None), nations)
            for key in ("flight_plan", "flight_plans", "telephones"):
                for i, other in enumerate(getattr(unit, key, ())):
                    yield from named((*here, key, i), "nation", other, nations)


def _posts(s: Scenario, known: Known) -> Iterator[Problem]:
    """Units report to, and are commanded by, posts that exist; who commands must keep a picture."""
    for section, key in (("sensors", "reports_to"), ("airborne", "reports_to"),
                         ("batteries", "commander"), ("fighters", "commander")):
        for name, unit in getattr(s, section).items():
            yield from named((section, name, key), "post", getattr(unit, key), known.names["posts"])
            if key == "commander":
                yield from _picture((section, name, key), unit.commander, s)
    for section, key in (("batteries", "commander"), ("airborne", "reports_to")):
        for name, unit in getattr(s, section).items():
            if unit.radar is not None and unit.radar.reports_to is not None:
                what = f"the radar of '{name}' reports where '{name}' does, to nobody else"
                home = getattr(unit, key) or unit.radar.reports_to
                yield Problem((section, name, "radar", "reports_to"), what, f"leave it out, and write {key}: {home} "
                              f"under {section}.{name}")


def _picture(path: DataPath, post: str | None, s: Scenario) -> Iterator[Problem]:
    if post in s.posts and not s.posts[post].picture:
        what = f"'{post}' commands weapons but keeps no picture"
        yield Problem(path, what, f"write picture: true under posts.{post}, or name a post that has one")


def _units(s: Scenario, known: Known) -> Iterator[Problem]:
    """Every unit says whose it is, where it is, and to whom it answers (somewhere, if only in an arrangement)."""
    overlays = s.arrangements.values()
    for section, place, superior in (("sensors", "at", "reports_to"), ("batteries", "at", "commander"),
                                     ("fighters", "base", "commander"), ("airborne", "", "reports_to")):
        named = frozenset().union(*(getattr(a, superior) for a in overlays))
        for name, unit in getattr(s, section).items():
            family = {name, *numbered(name, min(max(getattr(unit, "count", 1), 1), 500))}
            sited = place and getattr(unit, "kind", "") != "launch-warning"  # that one is in space
            wanted = ["nation", *([place] if sited else []), *([] if family & named else [superior])]
            for key in wanted:
                if getattr(unit, key) is None:
                    yield Problem((section, name, key), f"missing key '{key}'", _WANTED[key])


_WANTED = {
    "nation": "name the nation whose it is", "at": "write at: [latitude, longitude]",
    "base": "write base: [latitude, longitude]", "reports_to": "name the post that hears from it",
    "commander": "name the post that commands it",
}


def _links(s: Scenario, known: Known) -> Iterator[Problem]:
    yield from _link_list(("links",), s.links, s, known)


def _link_list(path: DataPath, links: list[PostLink], s: Scenario, known: Known) -> Iterator[Problem]:
    seen: set[tuple[str, str, str]] = set()
    for i, link in enumerate(links):
        for key, name in (("from", link.a), ("to", link.b)):
            yield from named((*path, i, key), "post", name, known.names["posts"])
        if link.a == link.b:
            yield Problem((*path, i), f"a link from '{link.a}' to itself", "name two posts")
        if lines(link) & seen:
            yield Problem((*path, i), f"the link {link.a} > {link.b} stands here a second time", "keep one of them")
        seen |= lines(link)
        yield from _with_tracks((*path, i), link, s)


def _with_tracks(path: DataPath, link: PostLink, s: Scenario) -> Iterator[Problem]:
    """Find links with tracks that no picture makes or takes, and those that carry the same twice."""
    carried = [c for c in link.carries if c in ("tracks", "tracklets")]
    for end in (link.a, link.b) if carried else ():
        if end in s.posts and not s.posts[end].picture:
            yield Problem((*path, "carries"), f"{carried[0]} go from picture to picture, and '{end}' has none",
                          f"write picture: true at post {end}, or carry plots or reports")
    if len(carried) == 2:
        yield Problem((*path, "carries"), "tracks and tracklets on one link", "keep tracklets: they say all of it")


def ways(link: PostLink) -> set[tuple[str, str]]:
    """Return the directions in which a link leads."""
    return {(link.a, link.b), (link.b, link.a)} if link.both_ways else {(link.a, link.b)}


def lines(link: PostLink) -> set[tuple[str, str, str]]:
    """Return the directions of a link with what it carries: plots and reports may go by two links."""
    return {(a, b, carried) for a, b in ways(link) for carried in link.carries}


def _rights(s: Scenario, known: Known) -> Iterator[Problem]:
    yield from _right_list(("rights",), s.rights, s, known)


def _right_list(path: DataPath, rights: list[Right], s: Scenario, known: Known) -> Iterator[Problem]:
    for i, right in enumerate(rights):
        here, posts = (*path, i), known.names["posts"]
        if not right.decides and not right.forbids:
            right_is = "name the post that decides, or write forbids: true"
            yield Problem((*here, "decides"), "missing key 'decides'", right_is)
        elif right.decides:
            yield from named((*here, "decides"), "post", right.decides, posts)
            yield from _picture((*here, "decides"), right.decides, s)
        for j, consent in enumerate(right.consent):
            yield from named((*here, "consent", j, "of"), "post", consent.of, posts)
        for key, what, names in (("territory", "nation", known.names["nations"]),
                                 ("zones", "zone", known.names["zones"]),
                                 ("units", "battery or fighter unit", known.all("batteries", "fighters"))):
            for j, name in enumerate(getattr(right, key)):
                yield from named((*here, key, j), what, name, names)
        if not right.classes:
            yield Problem((*here, "classes"), "a rule that fits no class", "name one: suspect, hostile …")


def _arrangements(s: Scenario, known: Known) -> Iterator[Problem]:
    for name, overlay in s.arrangements.items():
        path = ("arrangements", name)
        yield from _link_list((*path, "links_add"), overlay.links_add, s, known)
        yield from _overlay_links(path, overlay, s, known)
        yield from _overlay_posts(path, overlay, s, known)
        yield from _right_list((*path, "rights"), overlay.rights, s, known)


def _overlay_links(path: DataPath, overlay: Arrangement, s: Scenario, known: Known) -> Iterator[Problem]:
    """Find links that are dropped but do not exist, and overlays that contradict themselves."""
    present = {pair for link in s.links for pair in ways(link)}
    there = {line for link in s.links for line in lines(link)}
    dropped: set[tuple[str, str]] = set()
    for i, pair in enumerate(overlay.links_drop):
        here = (*path, "links_drop", i)
        if len(pair) != 2:
            yield Problem(here, f"{pair!r} is not a link", "write [from, to]")
        elif (pair[0], pair[1]) not in present:
            if not known.whole:
                continue
            right = nearest(f"{pair[0]} > {pair[1]}", (f"{a} > {b}" for a, b in present))
            yield Problem(here, f"no link {pair[0]} > {pair[1]} to drop", right)
        else:
            dropped |= next(ways(link) for link in s.links if (pair[0], pair[1]) in ways(link))
    for i, link in enumerate(overlay.links_add):
        if ways(link) & dropped:
            what = f"adds and drops the link {link.a} > {link.b}: contradictory overlay"
            yield Problem((*path, "links_add", i), what, "keep one of the two")
        elif lines(link) & there:
            carried = " and ".join(link.carries)
            what = f"adds a link {link.a} > {link.b} for {carried}, which is there already: contradictory overlay"
            yield Problem((*path, "links_add", i), what, "leave it out")


def _overlay_posts(path: DataPath, overlay: Arrangement, s: Scenario, known: Known) -> Iterator[Problem]:
    radars = {part(battery, "radar"): battery for battery in known.all("batteries")}
    reporting = known.all("sensors", "airborne")
    commanded = known.all("batteries", "fighters")
    for key, what, names in (("reports_to", "sensor", reporting), ("commander", "battery or fighter unit", commanded)):
        for unit, post in getattr(overlay, key).items():
            here = (*path, key, unit)
            if key == "reports_to" and unit in radars:
                said = f"'{unit}' reports to the commander of its battery, to nobody else"
                yield Problem(here, said, f"write commander: {{{radars[unit]}: {post}}} instead")
                continue
            yield from named(here, what, unit, names)
            yield from named(here, "post", post, known.names["posts"])
            if key == "commander":
                yield from _picture(here, post, s)


def _places(s: Scenario, known: Known) -> Iterator[Problem]:
    for name, place in s.places.items():
        if isinstance(place, str):
            yield Problem(("places", name), f"'{place}' is no position", "write [latitude, longitude] in degrees")
    for path, position in positions(s):
        if isinstance(position, str):
            yield from named(path, "place", position, known.places)


def positions(s: Scenario) -> Iterator[tuple[DataPath, Any]]:
    """Yield the path of every position outside `places`, and what stands there."""
    for section, key in (("posts", "at"), ("sensors", "at"), ("batteries", "at"), ("fighters", "base")):
        for name, unit in getattr(s, section).items():
            yield (section, name, key), getattr(unit, key)
    for name, battery in s.batteries.items():
        for i, move in enumerate(battery.moves):
            yield ("batteries", name, "moves", i, "to"), move.to
    for name, fighter in s.fighters.items():
        yield ("fighters", name, "station"), fighter.station
        for i, field in enumerate(fighter.diverts):
            yield ("fighters", name, "diverts", i), field
    for name, zone in s.zones.items():
        yield ("zones", name, "centre"), zone.centre
        for i, corner in enumerate(zone.polygon or ()):
            yield ("zones", name, "polygon", i), corner
    for name, stream in s.traffic.items():
        for i, airport in enumerate(stream.airports):
            yield ("traffic", name, "airports", i), airport
    for name, cell in s.environment.weather.items():
        yield ("environment", "weather", name, "centre"), cell.centre
    for name, claim in s.claims.items():
        for key, reading in claim.readings.items():
            yield ("claims", name, "readings", key, "origin"), reading.origin
    for section in ("intruders", "airborne"):
        for name, flyer in getattr(s, section).items():
            for i, leg in enumerate(flyer.route):
                yield (section, name, "route", i, "at"), leg.at
    for name, intruder in s.intruders.items():
        if intruder.arc is not None:
            yield ("intruders", name, "arc", "from"), intruder.arc.start
            yield ("intruders", name, "arc", "to"), intruder.arc.to


def _question(s: Scenario, known: Known) -> Iterator[Problem]:
    question = s.question
    yield from named(("question", "nation"), "nation", question.nation, known.names["nations"])
    for i, name in enumerate(question.arrangements):
        yield from named(("question", "arrangements", i), "arrangement", name, known.names["arrangements"])
    for i, name in enumerate(question.about):
        yield from named(("question", "about", i), "intruder or traffic", name, known.all(*FLIGHTS))
    if question.break_even is not None and _judged(question.break_even, known):
        try:
            require_named(s, question.break_even)
        except PathError as error:
            yield Problem(("question", "break_even"), error.what, error.right)


def _judged(path: str, known: Known) -> bool:
    return known.whole or is_constant(path)


def _hypotheses(s: Scenario, known: Known) -> Iterator[Problem]:
    for name, account in s.hypotheses.items():
        for path, raw in account.set.items():
            if not _judged(path, known):
                continue
            try:
                with_named(s, path, raw)
            except PathError as error:
                yield Problem(("hypotheses", name, "set", path), error.what, error.right)
