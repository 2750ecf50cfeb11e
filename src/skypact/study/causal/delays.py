"""Delays: what posts and observers could do sooner, which reports need not stop, when posts could watch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from skypact.spec.command import PostLink
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario
from skypact.spec.sensor import Observer
from skypact.study.causal.candidate import (
    Candidate,
    Change,
    instead,
    nations,
    replaced,
    scaled,
    set_to,
)

#: What becomes of a delay, from small to large: (rank, name, factor).
SHORTER = ((0, "half", 0.5), (1, "none", 0.0))
_DONE = {"half": "in half the time", "none": "without delay"}


def delays(s: Scenario) -> Iterator[Candidate]:
    """Yield delays halved and removed: consents, decisions, handling, telephones, observers' calls, links."""
    for post, found in _consents(s).items():
        yield from _shorter(f"consent-of-{post}", (s.posts[post].nation,), f"the consent of {post}", found)
    for post, found in _decisions(s).items():
        yield from _shorter(f"decisions-of-{post}", (s.posts[post].nation,), f"decisions of {post}", found)
    for name, post in s.posts.items():
        handling = {f"posts.{name}.{key}": getattr(post, key) for key in ("handling", "load")}
        said = f"reports and requests handled at {name}"
        yield from _shorter(f"handling-at-{name}", (post.nation,), said, handling, said_of=post.handling)
        if post.telephones:
            asked = {f"posts.{name}.telephone_delay": post.telephone_delay}
            said = f"the answer of neighbours' civil centres to {name}"
            yield from _shorter(f"telephone-of-{name}", (post.nation,), said, asked)
    for post, names in _observers(s).items():
        found = {f"sensors.{name}.report_delay": getattr(s.sensors[name], "report_delay") for name in names}
        owners = nations(*(s.sensors[name].nation for name in names))
        yield from _shorter(f"calls-to-{post}", owners, f"calls of the observers to {post}", found)
    for label, link in link_paths(s):
        found = {f"links.{label}.latency": link.latency}
        yield from _shorter(f"link-{label}", link_owners(s, link), f"messages between {link.a} and {link.b}", found)
    if s.autonomy is not None and s.autonomy.rights:
        owners = nations(*(b.nation for b in s.batteries.values() if b.radar is not None))
        found = {"autonomy.after": s.autonomy.after}
        yield from _shorter("autonomy", owners, "units that hear nobody act by themselves", found)


def patience(s: Scenario) -> Iterator[Candidate]:
    """Yield decisions that take twice as long: time for an answer before a shot."""
    for post, found in _decisions(s).items():
        words = f"decisions of {post} taken in twice the time ({instead(found.values(), 2.0)})"
        owners = (s.posts[post].nation,)
        yield Candidate(f"delay/decisions-of-{post}/twice", "delay", 2, owners, words, scaled(found, 2.0))


def reports(s: Scenario) -> Iterator[Candidate]:
    """Yield posts that pass on every report, and neighbours' civil centres that always answer."""
    for name, post in s.posts.items():
        if post.stops.value > 0:
            change = set_to({f"posts.{name}.stops": replaced(post.stops, 0.0)})
            words = f"every report passed on at {name} (now {100 * post.stops.value:.3g} % stop there)"
            yield Candidate(f"report/{name}/passed-on", "report", 0, (post.nation,), words, change)
        if post.telephones and post.telephone_answers.value < 1:
            change = set_to({f"posts.{name}.telephone_answers": replaced(post.telephone_answers, 1.0)})
            words = f"neighbours' civil centres that always answer {name} (now {post.telephone_answers.value:.3g})"
            yield Candidate(f"report/{name}/answered", "report", 1, (post.nation,), words, change)


def hours(s: Scenario) -> Iterator[Candidate]:
    """Yield posts and links that are open round the clock."""
    for name, post in s.posts.items():
        if post.hours:
            words = f"{name} on watch round the clock (now {', '.join(post.hours)})"
            yield Candidate(f"hours/{name}", "hours", 0, (post.nation,), words, _post_open(name))
    for label, link in link_paths(s):
        if link.hours:
            words = f"the link between {link.a} and {link.b} open round the clock (now {', '.join(link.hours)})"
            yield Candidate(f"hours/{label}", "hours", 1, link_owners(s, link), words, link_changed(link, hours=None))


def link_paths(s: Scenario) -> list[tuple[str, PostLink]]:
    """Return the links with the labels that paths have for them: a>b, or a>b:plots where another joins the two."""
    ends = [(link.a, link.b) for link in s.links]
    return [
        (f"{link.a}>{link.b}" + ("" if ends.count((link.a, link.b)) == 1 else ":" + "+".join(sorted(link.carries))),
         link)
        for link in s.links
    ]  # fmt: skip


def link_owners(s: Scenario, link: PostLink) -> tuple[str, ...]:
    """Return the nations at the ends of a link."""
    return nations(s.posts[link.a].nation, s.posts[link.b].nation)


def link_changed(link: PostLink, **update: object) -> Change:
    """Return the change of one link, found by its ends and what it carries."""
    key = (link.a, link.b, sorted(link.carries))

    def change(s: Scenario) -> Scenario:
        links = [x.model_copy(update=update) if (x.a, x.b, sorted(x.carries)) == key else x for x in s.links]
        return s.model_copy(update={"links": links})

    return change


def _post_open(name: str) -> Change:
    def change(s: Scenario) -> Scenario:
        return s.model_copy(update={"posts": s.posts | {name: s.posts[name].model_copy(update={"hours": None})}})

    return change


def _shorter(
    name: str, owners: tuple[str, ...], said: str, found: Mapping[str, Quantity], said_of: Quantity | None = None
) -> Iterator[Candidate]:
    found = {path: q for path, q in found.items() if q.value > 0}
    if not found:
        return
    for rank, step, factor in SHORTER:
        amounts = instead([said_of] if said_of is not None and said_of.value > 0 else found.values(), factor)
        words = f"{said} {_DONE[step]} ({amounts})"
        yield Candidate(f"delay/{name}/{step}", "delay", rank, owners, words, scaled(found, factor))


def _consents(s: Scenario) -> dict[str, dict[str, Quantity]]:
    made: dict[str, dict[str, Quantity]] = {}
    for i, row in enumerate(s.rights):
        for k, consent in enumerate(row.consent):
            made.setdefault(consent.of, {})[f"rights.{i}.consent.{k}.delay"] = consent.delay
    return dict(sorted(made.items()))


def _decisions(s: Scenario) -> dict[str, dict[str, Quantity]]:
    made: dict[str, dict[str, Quantity]] = {}
    for i, row in enumerate(s.rights):
        if not row.forbids and row.delay.value > 0:
            made.setdefault(row.decides, {})[f"rights.{i}.delay"] = row.delay
    return dict(sorted(made.items()))


def _observers(s: Scenario) -> dict[str, list[str]]:
    made: dict[str, list[str]] = {}
    for name, sensor in s.sensors.items():
        if isinstance(sensor, Observer) and sensor.reports_to:
            made.setdefault(sensor.reports_to, []).append(name)
    return dict(sorted(made.items()))
