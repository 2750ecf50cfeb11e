"""Links: lines that lose nothing, links that carry plots, new links between pictures and to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from skypact.load.checks.references import ways
from skypact.load.resolve import sorted_links
from skypact.spec.command import PostLink
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario
from skypact.study.causal.candidate import Candidate, Change, nations, replaced, set_to
from skypact.study.causal.delays import link_changed, link_owners, link_paths


def links(s: Scenario) -> Iterator[Candidate]:
    """Yield lines that lose nothing, links that carry plots too, and new links."""
    for label, link in link_paths(s):
        lossy = {f"links.{label}.{key}": getattr(link, key) for key in ("loss", "outage")}
        lossy = {path: q for path, q in lossy.items() if q.value > 0}
        if lossy:
            change = set_to({path: replaced(q, 0.0) for path, q in lossy.items()})
            words = f"a link between {link.a} and {link.b} that never fails"
            yield Candidate(f"link/{label}/sure", "link", 0, link_owners(s, link), words, change)
    yield from _lines("sensors", _homes(s))
    yield from _lines("units", _units(s))
    for label, link in link_paths(s):
        joined = {x for other in s.links if {other.a, other.b} == {link.a, link.b} for x in other.carries}
        if "plots" not in joined and s.posts[link.a].picture and s.posts[link.b].picture:
            words = f"plots too on the link between {link.a} and {link.b}"
            rest = {*link.carries, "reports"} - {"tracks", "tracklets"}
            change = link_changed(link, carries=["plots", *sorted(rest)])
            yield Candidate(f"link/{label}/plots", "link", 1, link_owners(s, link), words, change)
    yield from _new(s)


def reachable(s: Scenario, start: str, carried: str) -> set[str]:
    """Return the posts to which something carried finds its way from a post, itself left out."""
    next_to: dict[str, set[str]] = {}
    for link in s.links:
        if carried in link.carries:
            for a, b in ways(link):
                next_to.setdefault(a, set()).add(b)
    found, border = {start}, [start]
    while border:
        new = next_to.get(border.pop(), set()) - found
        found |= new
        border += sorted(new)
    return found - {start}


def _homes(s: Scenario) -> dict[str, list[tuple[str, Any]]]:
    """Return post → (path, owner) of the free and airborne sensors that report to it."""
    made: dict[str, list[tuple[str, Any]]] = {}
    for section in ("sensors", "airborne"):
        for name, one in getattr(s, section).items():
            if one.reports_to:
                made.setdefault(one.reports_to, []).append((f"{section}.{name}", one))
    return dict(sorted(made.items()))


def _units(s: Scenario) -> dict[str, list[tuple[str, Any]]]:
    """Return post → (path, unit) of the units that it commands."""
    made: dict[str, list[tuple[str, Any]]] = {}
    for section in ("batteries", "fighters"):
        for name, one in getattr(s, section).items():
            if one.commander:
                made.setdefault(one.commander, []).append((f"{section}.{name}", one))
    return dict(sorted(made.items()))


def _lines(what: str, found: Mapping[str, list[tuple[str, Any]]]) -> Iterator[Candidate]:
    """Yield one change a post: the lines of all its sensors, or of all its units, neither lose nor delay anything."""
    for post, ends in found.items():
        slow: dict[str, Quantity] = {
            f"{path}.link.{key}": getattr(one.link, key)
            for path, one in ends for key in ("latency", "loss") if getattr(one.link, key).value > 0
        }
        if slow:
            change = set_to({path: replaced(q, 0.0) for path, q in slow.items()})
            words = f"lines between {post} and its {what} that neither lose nor delay anything"
            owners = nations(*(one.nation for _, one in ends))
            yield Candidate(f"link/{what}-of-{post}", "link", 0, owners, words, change)


def _new(s: Scenario) -> Iterator[Candidate]:
    """Yield new links: between pictures, from the homes of sensors to pictures, along which decisions are asked."""
    pictures = [name for name, post in s.posts.items() if post.picture]
    wanted: dict[tuple[str, str], list[str]] = {}
    for a, b in combinations(pictures, 2):
        if b not in reachable(s, a, "plots") or a not in reachable(s, b, "plots"):
            wanted[a, b] = ["plots", "reports"]
    for home in (name for name in _homes(s) if not s.posts[name].picture):
        for picture in (p for p in pictures if s.posts[p].nation == s.posts[home].nation):
            wanted.setdefault((home, picture), ["plots", "reports"])
    for a, b in _asked(s):
        if b not in reachable(s, a, "reports") and (a, b) not in wanted and (b, a) not in wanted:
            wanted[a, b] = ["reports"]
    joined = {frozenset((link.a, link.b)) for link in s.links}
    for (a, b), carries in sorted(wanted.items()):
        if {a, b} not in joined:
            words = f"a new link between {a} and {b} that carries {' and '.join(carries)}"
            owners = nations(s.posts[a].nation, s.posts[b].nation)
            yield Candidate(f"link/{a}>{b}/new", "link", 2, owners, words, _added(a, b, carries))


def _asked(s: Scenario) -> list[tuple[str, str]]:
    """Return (post, post) pairs between which decisions and consents are asked for."""
    commanders = sorted({u.commander for u in (*s.batteries.values(), *s.fighters.values()) if u.commander})
    pairs = {(c, row.decides) for row in s.rights if not row.forbids for c in commanders}
    pairs |= {(row.decides, consent.of) for row in s.rights for consent in row.consent}
    return sorted((a, b) for a, b in pairs if a != b)


def _added(a: str, b: str, carries: list[str]) -> Change:
    link = PostLink.model_validate({"from": a, "to": b, "carries": carries})
    return lambda s: s.model_copy(update={"links": sorted_links([*s.links, link])})
