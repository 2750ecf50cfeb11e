"""A scenario in words: what it holds and what in it is assumed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap

from skypact.core.clock import span_text
from skypact.load.overlay.presence import SECTIONS, there
from skypact.load.overlay.quantities import quantities
from skypact.spec.command import Autonomy, Change, Hypothesis, Post, PostLink, Right
from skypact.spec.scenario import Scenario

WIDTH = 100


def describe(read: Scenario, arrangement: str = "", everything: bool = False) -> Iterator[str]:
    """Yield the lines that say what a scenario holds."""
    yield f"{read.id}: {read.title}"
    yield from _wrapped(read.question.text, "question: ")
    yield f"{read.date}, {read.start} UTC, for {span_text(read.duration.value)}"
    yield from _situations(read)
    yield from _section("nations", (_nation(name, read) for name in read.nations))
    yield from _section("forces", _forces(read))
    yield from _section("posts", (_post(name, post) for name, post in read.posts.items()))
    yield from _section("in the air", _flights(read))
    yield from _section("rights under every arrangement", (right_text(row) for row in read.rights))
    yield from _section("what changes", (_change(change) for change in read.changes))
    yield from _section("crews that act by themselves", _alone(read.autonomy))
    for name in [arrangement] if arrangement else read.arrangements:
        yield from _arrangement(name, read)
    yield from _section("choices", (_choice(name, read) for name in read.choices))
    yield from _section("rival accounts", (_account(name, one) for name, one in read.hypotheses.items()))
    yield from _section("assumed", _assumed(read, everything))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    body = list(lines)
    if body:
        yield ""
        yield title
        for line in body:
            yield from _wrapped(line, "  ")


def _wrapped(text: str, lead: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent=lead, subsequent_indent=" " * 4, break_on_hyphens=False) or [lead.rstrip()]


def _situations(read: Scenario) -> Iterator[str]:
    changes = sorted(read.situation, key=lambda change: change.begin.value)
    said = [f"{change.situation} after {span_text(change.begin.value)}" for change in changes if change.begin.value > 0]
    first = next((change.situation for change in reversed(changes) if change.begin.value <= 0), "peace")
    yield "situation: " + ", ".join([first, *said])


def _change(change: Change) -> str:
    keys = ("lost", "back", "arrives", "silent", "radiates")
    said = [f"{key}: {', '.join(families(getattr(change, key)))}" for key in keys if getattr(change, key)]
    said += [f"{change.withdraws} withdraws"] if change.withdraws else []
    return f"after {span_text(change.at.value)} " + "; ".join(said) + (f" ({change.title})" if change.title else "")


def _alone(rules: Autonomy | None) -> Iterator[str]:
    if rules is None or not rules.rights:
        return
    yield f"after {rules.after.text()} without a word from their commander"
    for row in rules.rights:
        yield right_text(row.model_copy(update={"decides": "" if row.forbids else "the crew"}))


def _nation(name: str, read: Scenario) -> str:
    nation = read.nations[name]
    return f"{name}: {nation.title}" + (", partner" if nation.partner else "")


def _forces(read: Scenario) -> Iterator[str]:
    by_nation: dict[str, list[str]] = {}
    for kind, units in _unit_kinds(read):
        for nation, titles in _by_nation(units).items():
            counted = ", ".join(f"{number} × {title}" for title, number in sorted(titles.items()))
            by_nation.setdefault(nation, []).append(f"{kind}: {counted}")
    for nation in sorted(by_nation):
        for line in by_nation[nation]:
            yield f"{nation or 'nobody'} {line}"


def _unit_kinds(read: Scenario) -> list[tuple[str, Mapping[str, object]]]:
    radars = {name: one for name, one in read.sensors.items() if one.kind == "radar"}
    observers = {name: one for name, one in read.sensors.items() if one.kind == "observer"}
    warning = {name: one for name, one in read.sensors.items() if one.kind == "launch-warning"}
    return [
        ("radars", radars), ("observers", observers), ("launch warning", warning), ("airborne", read.airborne),
        ("batteries", read.batteries), ("fighter units", read.fighters),
    ]  # fmt: skip


def _by_nation(units: Mapping[str, object]) -> dict[str, Counter[str]]:
    made: dict[str, Counter[str]] = {}
    for name, unit in units.items():
        title = getattr(unit, "title", "") or getattr(unit, "type", "") or name
        title += " (by choice)" if getattr(unit, "choices", ()) else ""
        made.setdefault(getattr(unit, "nation", None) or "", Counter())[title] += int(getattr(unit, "count", 1))
    return made


def _post(name: str, post: Post) -> str:
    said = [f"{name} ({post.nation})" + (f": {post.title}" if post.title else "")]
    if post.crew and post.crew != post.nation:
        said.append(f"crew of {post.crew}")
    if post.picture:
        said.append("keeps a picture")
    if post.hours:
        said.append("open " + ", ".join(post.hours))
    if post.stops.value > 0:
        said.append(f"passes a report no further with a chance of {post.stops.text()}")
    return ", ".join(said)


def _flights(read: Scenario) -> Iterator[str]:
    kinds: Counter[tuple[str, str]] = Counter()
    mean: dict[tuple[str, str], float] = {}
    for one in there(read).intruders.values():
        kinds[(one.type, one.intent)] += one.count
        mean[one.type, one.intent] = mean.get((one.type, one.intent), 0.0) + one.count * one.there.value
    for (craft, intent), number in sorted(kinds.items()):
        title = read.crafts[craft].title if craft in read.crafts else ""
        by_chance = f", {mean[craft, intent]:.3g} of them there in a run on average"
        yield f"{number} × {title or craft}, {intent}" + (by_chance if mean[craft, intent] < number else "")
    for name, flow in read.traffic.items():
        yield f"{flow.flights} civil flights: {flow.title or name}"


def families(ids: Iterable[str]) -> list[str]:
    """Return ids with the copies of a counted unit told once: a-01, a-02, b → "a (2)", "b"."""
    numbers = Counter(re.sub(r"-\d{2,}$", "", one) for one in ids)
    return [f"{stem} ({number})" if number > 1 else stem for stem, number in numbers.items()]


def right_text(row: Right) -> str:
    """Return one rule row as a sentence."""
    who = ", ".join(families(row.units)) or ("any unit" if row.weapon == "any" else row.weapon)
    what = "look at" if row.action == "look" else "engage"
    said = f"{row.decides} may order {who} to {what} {' or '.join(row.classes)}"
    if row.forbids:
        said = f"nobody may order {who} to {what} {' or '.join(row.classes)}"
    where = [f"over {' or '.join(row.territory)}"] if row.territory else []
    where += [f"in {' or '.join(row.zones)}"] if row.zones else []
    where += [f"in {' or '.join(row.situation)}"] if row.situation else []
    needed = " and ".join(f"of {one.of} ({one.delay.text()})" for one in row.consent)
    said += "".join(f" {part}" for part in where)
    if row.forbids:
        return said
    said += f", after {row.delay.text()}"
    return said + (f", with consent {needed}" if needed else "")


def _arrangement(name: str, read: Scenario) -> Iterator[str]:
    one = read.arrangements[name]
    lines = [one.note] if one.note else []
    lines += [f"link {_link(link)}" for link in one.links_add]
    lines += [f"without the link {' – '.join(ends)}" for ends in one.links_drop]
    lines += [f"{unit} reports to {post}" for unit, post in one.reports_to.items()]
    lines += [f"{unit} is commanded by {post}" for unit, post in one.commander.items()]
    lines += [right_text(row) for row in one.rights]
    lines += [f"{post} fights by the doctrine {doctrine}" for post, doctrine in one.doctrine.items()]
    lines += _alone(one.autonomy)
    yield from _section(f"arrangement {name}: {one.title}", lines or ["the forces as they stand"])


def _choice(name: str, read: Scenario) -> str:
    one = read.choices[name]
    units = [unit for section in SECTIONS for unit, spec in getattr(read, section).items() if name in spec.choices]
    said = [f"{name}: {one.title}, arrangement {one.arrangement}"]
    said += [f"with {', '.join(families(units))}"] if units else []
    said += [f"{unit} crewed by {nation}" for unit, nation in one.crew.items()]
    said += [f"{path} set" for path in one.set]
    return ", ".join([*said, *([f"price {one.price.text()}"] if one.price is not None else [])])


def _account(name: str, one: Hypothesis) -> str:
    return f"{name}: {one.title}" + (f", with {', '.join(families(one.present))}" if one.present else "")


def _link(link: PostLink) -> str:
    return f"{link.a} {'↔' if link.both_ways else '→'} {link.b} carries {' and '.join(link.carries)}"


def _assumed(read: Scenario, everything: bool) -> Iterator[str]:
    found = list(quantities(read))
    assumed = [(path, one) for path, one in found if one.is_assumed]
    yield f"{len(assumed)} of {len(found)} parameters have no source"
    if everything:
        for path, one in assumed:
            yield f"{path}: {one.text()}" + (f" — {one.note}" if one.note else "")
        return
    for section, number in Counter(path.partition(".")[0] for path, _ in assumed).most_common():
        yield f"{section}: {number}"
    yield "each by name: add --all"
