"""Forces: reaction and readiness, fire channels, missiles and sorties; what posts could know of civil flights."""

from __future__ import annotations

from collections.abc import Iterator

from skypact.core import units
from skypact.spec.quantity import Quantity
from skypact.spec.scenario import Scenario
from skypact.study.causal.candidate import (
    Candidate,
    Change,
    families,
    instead,
    nations,
    replaced,
    scaled,
    set_to,
)


def readiness(s: Scenario) -> Iterator[Candidate]:
    """Yield batteries that react or judge in half the time, fighters that are ready sooner or at once."""
    for name, copies in families(s.batteries).items():
        b = s.batteries[copies[0]]
        for key, said in (("reaction", "a reaction"), ("assessment", "a judgement of shots")):
            yield from _times("batteries", name, key, said, getattr(b, key), b.nation, ((0, "half", 0.5),))
    for name, copies in families(s.fighters).items():
        f = s.fighters[copies[0]]
        steps = ((0, "half", 0.5), (1, "none", 0.0))
        yield from _times("fighters", name, "readiness", "a readiness", f.readiness, f.nation, steps)
        yield from _times("fighters", name, "look", "a look", f.look, f.nation, ((0, "half", 0.5),))


def channels(s: Scenario) -> Iterator[Candidate]:
    """Yield one more fire channel for each battery of a kind."""
    for name, copies in families(s.batteries).items():
        b = s.batteries[copies[0]]
        change = set_to({f"batteries.{name}.channels": replaced(b.channels, b.channels.value + 1)})
        words = f"one more fire channel for {each(name, copies)} ({_counted(b.channels, 1)})"
        yield Candidate(f"channel/{name}", "channel", 0, nations(b.nation), words, change)


def stock(s: Scenario) -> Iterator[Candidate]:
    """Yield quicker reloads and turnarounds, twice the missiles, one more sortie."""
    for name, copies in families(s.batteries).items():
        b = s.batteries[copies[0]]
        yield from _times("batteries", name, "reload", "a reload", b.reload, b.nation, ((0, "half", 0.5),), "stock")
        change = set_to({f"batteries.{name}.missiles": replaced(b.missiles, 2 * b.missiles.value)})
        words = f"twice the missiles for {each(name, copies)} ({_counted(b.missiles, b.missiles.value)})"
        yield Candidate(f"stock/{name}/missiles", "stock", 1, nations(b.nation), words, change)
    for name, copies in families(s.fighters).items():
        f = s.fighters[copies[0]]
        steps = ((0, "half", 0.5),)
        yield from _times("fighters", name, "turnaround", "a turnaround", f.turnaround, f.nation, steps, "stock")
        change = set_to({f"fighters.{name}.sorties": replaced(f.sorties, f.sorties.value + 1)})
        words = f"one more sortie of {each(name, copies)} ({_counted(f.sorties, 1)})"
        yield Candidate(f"stock/{name}/sortie", "stock", 1, nations(f.nation), words, change)


def plans(s: Scenario) -> Iterator[Candidate]:
    """Yield, for each picture and nation, its flight plans known there, and a telephone to its civil centre."""
    defended = {post.nation for post in s.posts.values()}
    for name, post in s.posts.items():
        for nation in (n for n in s.nations if post.picture):
            owners = nations(post.nation, nation if nation in defended else None)
            if nation not in post.flight_plans:
                change = _post_knows(name, "flight_plans", nation)
                words = f"the flight plans of {nation} known at {name}"
                yield Candidate(f"plan/{name}/plans-of-{nation}", "plan", 0, owners, words, change)
            if nation not in post.telephones and nation != post.nation:
                change = _post_knows(name, "telephones", nation)
                words = f"a telephone line from {name} to the civil centre of {nation}"
                yield Candidate(f"plan/{name}/telephone-to-{nation}", "plan", 1, owners, words, change)


def each(name: str, copies: tuple[str, ...]) -> str:
    """Return a unit, or each of the copies of a counted one."""
    return name if len(copies) == 1 else f"each of the {len(copies)} {name}"


def _times(
    section: str, name: str, key: str, said: str, now: Quantity, nation: str | None,
    steps: tuple[tuple[int, str, float], ...], kind: str = "readiness",
) -> Iterator[Candidate]:  # fmt: skip
    if now.value <= 0:
        return
    for rank, step, factor in steps:
        words = f"{said} of {name} {'in half the time' if factor else 'of none'} ({instead([now], factor)})"
        change = scaled({f"{section}.{name}.{key}": now}, factor)
        yield Candidate(f"{kind}/{name}/{key}-{step}", kind, rank, nations(nation), words, change)


def _counted(now: Quantity, more: float) -> str:
    return f"{units.show(now.value + more, 'count')} instead of {units.show(now.value, 'count')}"


def _post_knows(name: str, key: str, nation: str) -> Change:
    def change(s: Scenario) -> Scenario:
        post = s.posts[name]
        more = post.model_copy(update={key: [*getattr(post, key), nation]})
        return s.model_copy(update={"posts": s.posts | {name: more}})

    return change
