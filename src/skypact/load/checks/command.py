"""Cross-checks of command over time: changes, crews that act by themselves, doctrines that posts name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from skypact.core.errors import nearest
from skypact.core.ids import numbered, part
from skypact.load import code
from skypact.load.checks.references import Known, named, ways
from skypact.load.checks.validation import split
from skypact.load.yaml_nodes import DataPath, Problem
from skypact.spec.command import Autonomy, Change
from skypact.spec.scenario import Scenario

#: Sections whose entries may be lost, come back, arrive.
PRESENT = ("posts", "sensors", "batteries", "fighters", "airborne")


def check(scenario: Scenario, known: Known) -> Iterator[Problem]:
    """Yield every name in changes, autonomy and doctrines that does not exist, and rows that cannot hold."""
    rules: tuple[Callable[[Scenario, Known], Iterator[Problem]], ...] = (_changes, _autonomies, _doctrines)
    for rule in rules:
        yield from rule(scenario, known)


# --- changes ------------------------------------------------------------------------------------------------------


def _changes(s: Scenario, known: Known) -> Iterator[Problem]:
    names = known.all(*PRESENT) | {part(n, "radar") for n in known.all("batteries", "airborne")}
    sensors = known.all("sensors", "batteries", "airborne")
    links, unit_links = _post_links(s), _unit_links(s)
    gone: set[str] = set()
    for i, change in sorted(enumerate(s.changes), key=lambda pair: pair[1].at.value):
        path = ("changes", i)
        if not (change.lost or change.back or change.arrives or change.withdraws or change.silent or change.radiates):
            yield Problem(path, "a change of nothing", "write lost, back, arrives, silent, radiates or withdraws")
        yield from named((*path, "withdraws"), "nation", change.withdraws, known.names["nations"])
        for key in ("lost", "back", "arrives"):
            for j, name in enumerate(getattr(change, key)):
                yield from _thing((*path, key, j), name, names, links, unit_links, known)
        for key in ("silent", "radiates"):
            for j, name in enumerate(getattr(change, key)):
                yield from named((*path, key, j), "sensor", name, sensors)
        if known.whole:
            yield from _back_before(path, change, gone)


def _thing(
    path: DataPath, name: str, names: frozenset[str], links: frozenset[str], unit_links: frozenset[str], known: Known
) -> Iterator[Problem]:
    if ">" not in name:
        yield from named(path, "post, sensor or unit", name, names)
    elif known.whole and name not in links | unit_links:
        among = unit_links if name.split(">")[0] in known.all("batteries", "fighters") else links
        yield Problem(path, f"no link {name}", nearest(name, among))


def _post_links(s: Scenario) -> frozenset[str]:
    """Return every direction of every post link, of the scenario and of its arrangements."""
    every = [*s.links, *(link for overlay in s.arrangements.values() for link in overlay.links_add)]
    return frozenset(f"{a}>{b}" for link in every for a, b in ways(link))


def _unit_links(s: Scenario) -> frozenset[str]:
    """Return unit>post for every unit, its copies, and every post that commands it somewhere."""
    found: set[str] = set()
    for units in (s.batteries, s.fighters):
        for name, unit in units.items():
            family = {name, *numbered(name, unit.count)} if 1 <= unit.count <= 500 else {name}
            overlays = (a.commander for a in s.arrangements.values())
            posts = {unit.commander, *(c[n] for c in overlays for n in family & c.keys())}
            found |= {f"{n}>{post}" for n in family for post in posts if post}
    return frozenset(found)


def _back_before(path: DataPath, change: Change, gone: set[str]) -> Iterator[Problem]:
    """Find what comes back though it was never lost: itself, its family, a copy, a part or the other direction."""
    for j, name in enumerate(change.back):
        ends = name.split(">")
        if not any(_akin(name, g) or _akin(">".join(reversed(ends)), g) for g in gone):
            yield Problem((*path, "back", j), f"'{name}' comes back, but is not lost before", "lose it first")
    gone.update(change.lost)


def _akin(a: str, b: str) -> bool:
    return a == b or a.startswith((f"{b}-", f"{b}/")) or b.startswith((f"{a}-", f"{a}/"))


# --- crews that act by themselves ---------------------------------------------------------------------------------


def _autonomies(s: Scenario, known: Known) -> Iterator[Problem]:
    if s.autonomy is not None:
        yield from _autonomy(("autonomy",), s.autonomy, s, known)
    for name, overlay in s.arrangements.items():
        if overlay.autonomy is not None:
            yield from _autonomy(("arrangements", name, "autonomy"), overlay.autonomy, s, known)


def _autonomy(path: DataPath, rules: Autonomy, s: Scenario, known: Known) -> Iterator[Problem]:
    """Find rows that name who decides or consents, units that cannot see for themselves, and what a crew cannot do."""
    seeing = {n for n, battery in s.batteries.items() if battery.radar is not None}
    if rules.rights and known.whole and not seeing:
        right_is = "give one a `radar`: a crew sees by it alone"
        yield Problem((*path, "rights"), "no battery has a radar of its own", right_is)
    for i, right in enumerate(rules.rights):
        here = (*path, "rights", i)
        if right.decides:
            yield Problem((*here, "decides"), "a crew that acts by itself decides itself", "leave `decides` out")
        if right.consent:
            yield Problem((*here, "consent"), "a crew that is cut off asks nobody", "leave `consent` out")
        if right.weapon == "fighters" or right.action == "look":
            key = "weapon" if right.weapon == "fighters" else "action"
            yield Problem((*here, key), "only batteries act by themselves", "write action: engage, for batteries")
        if not right.classes:
            yield Problem((*here, "classes"), "a rule that fits no class", "name one: suspect, hostile …")
        for key, what, names in (("territory", "nation", known.names["nations"]),
                                 ("zones", "zone", known.names["zones"]),
                                 ("units", "battery", known.all("batteries"))):
            for j, name in enumerate(getattr(right, key)):
                yield from named((*here, key, j), what, name, names)
                if key == "units" and name in s.batteries and name not in seeing:
                    right_is = f"write one under batteries.{name}, or leave it out"
                    yield Problem((*here, key, j), f"'{name}' has no radar of its own to see by", right_is)


# --- doctrines ----------------------------------------------------------------------------------------------------


def _doctrines(s: Scenario, known: Known) -> Iterator[Problem]:
    """Names that neither the scenario nor the catalogue has were told when the catalogue was asked."""
    for name, post in s.posts.items():
        if post.doctrine is not None:
            yield from _picture(("posts", name, "doctrine"), name, s)
    for name, overlay in s.arrangements.items():
        for post in overlay.doctrine:
            path = ("arrangements", name, "doctrine", post)
            yield from named(path, "post", post, known.names["posts"])
            yield from _picture(path, post, s)
    for name, doctrine in s.doctrines.items():
        if doctrine.code is not None:
            try:
                code.place(doctrine.code)
            except ValueError as error:
                yield Problem(("doctrines", name, "code"), *split(str(error)))
        for i, row in enumerate(doctrine.rows):
            for key in ("salvo", "engagements"):
                quantity = getattr(row, key)
                if quantity is not None and (quantity.value < 1 or quantity.value != int(quantity.value)):
                    path = ("doctrines", name, "rows", i, key)
                    yield Problem(path, f"{key} is {quantity.value:g}", "a whole number from 1 on")


def _picture(path: DataPath, post: str, s: Scenario) -> Iterator[Problem]:
    """Find a doctrine of a post without a picture: it orders nothing."""
    if post in s.posts and not s.posts[post].picture:
        what = f"'{post}' has a doctrine but keeps no picture"
        yield Problem(path, what, f"write picture: true under posts.{post}, or name a post that has one")
