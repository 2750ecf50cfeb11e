"""Rights: consents given up or asked for, decisions delegated, rows that reach further or less far."""

from __future__ import annotations

from collections.abc import Iterator

from skypact.core import units
from skypact.spec.command import CLASSES, SITUATIONS, Right
from skypact.spec.scenario import Scenario
from skypact.study.causal.candidate import Candidate, Change, families, nations, replaced, set_to
from skypact.study.causal.links import reachable

#: What a row that also holds in a situation is called.
_WHEN = {"peace": "also in peace", "threat": "also under threat", "war": "also in war"}


def consents(s: Scenario) -> Iterator[Candidate]:
    """Yield consents that are never refused, and consents that are not needed, row by row."""
    for post in sorted({c.of for row in s.rights for c in row.consent}):
        asked = {
            f"rights.{i}.consent.{k}.refuses": c.refuses
            for i, row in enumerate(s.rights) for k, c in enumerate(row.consent) if c.of == post and c.refuses.value > 0
        }
        if asked:
            now = ", ".join(f"{100 * v:.3g} %" for v in sorted({q.value for q in asked.values()}))
            change = set_to({path: replaced(q, 0.0) for path, q in asked.items()})
            words = f"the consent of {post} never refused (now in {now} of cases)"
            yield Candidate(f"consent/{post}/never-refused", "consent", 0, (s.posts[post].nation,), words, change)
    for i, row in enumerate(s.rights):
        for k, c in enumerate(row.consent):
            change = _row_changed(i, consent=[*row.consent[:k], *row.consent[k + 1 :]])
            words = f"no consent of {c.of} needed for {said(row)}"
            owners = (s.posts[c.of].nation,)
            yield Candidate(f"consent/{c.of}/row-{i}-not-needed", "consent", 1, owners, words, change)


def rights(s: Scenario) -> Iterator[Candidate]:
    """Yield decisions delegated, rows that hold for one class, situation or territory more, reservations lifted."""
    defended = sorted({post.nation for post in s.posts.values()})
    for i, row in enumerate(s.rights):
        if row.forbids:
            change = _withdrawn(i)
            owners = nations(*row.territory) or tuple(defended)
            words = f"the reservation {said(row)} lifted"
            yield Candidate(f"right/row-{i}-lifted", "right", 3, owners, words, change)
            continue
        owners = (s.posts[row.decides].nation,)
        for post in _commanders(s, row):
            if post != row.decides:
                words = f"{said(row)} decided by {post}, which has the picture, instead of {row.decides}"
                yield Candidate(f"right/row-{i}-to-{post}", "right", 0, owners, words, _delegated(i, row, s, post))
        for key, one in _one_more(row):
            words = f"{said(row)} {_WHEN.get(one, f'also against {one} ones')}"
            yield Candidate(f"right/row-{i}-{one}", "right", 1, owners, words, _also(i, key, one))
        for nation in (n for n in defended if row.territory and n not in row.territory):
            words = f"{said(row)} also over {nation}"
            yield Candidate(f"right/row-{i}-over-{nation}", "right", 2, (nation,), words, _also(i, "territory", nation))
    yield from _new_rights(s)


def stricter(s: Scenario) -> Iterator[Candidate]:
    """Yield what would hold fire: a consent more, a class or situation less, a right withdrawn."""
    given = {c.of: c for row in reversed(s.rights) for c in row.consent}
    for i, row in enumerate(s.rights):
        if row.forbids or row.action != "engage":
            continue
        owners = (s.posts[row.decides].nation,)
        for post, consent in sorted(given.items()):
            if _may_be_asked(s, row, post):
                words = f"the consent of {post} needed for {said(row)}"
                change = _row_changed(i, consent=[*row.consent, consent])
                name = f"consent/{post}/row-{i}-needed"
                yield Candidate(name, "consent", 2, nations(*owners, s.posts[post].nation), words, change)
        for key, names in (("classes", CLASSES), ("situation", SITUATIONS)):
            held = [one for one in names if one in (getattr(row, key) or names)]
            if len(held) > 1:
                less = f"not {_WHEN.get(held[0], f'against {held[0]} ones')}".replace("not also", "not")
                change = _row_changed(i, **{key: held[1:], "status": None})
                yield Candidate(f"right/row-{i}-not-{held[0]}", "right", 1, owners, f"{said(row)} {less}", change)
        yield Candidate(f"right/row-{i}-withdrawn", "right", 3, owners, f"{said(row)} withdrawn", _withdrawn(i))


def said(row: Right) -> str:
    """Return how a rule row is called: its title or what it says, and who decides."""
    if row.title:
        return f"“{row.title}” ({row.decides})" if row.decides else f"“{row.title}”"
    where = "".join(f" {word} {' or '.join(names)}" for word, names in (("over", row.territory), ("in", row.situation)))
    whom = " or ".join(row.classes) or "anything"
    return f"“{row.decides or 'nobody'} may have units {'look at' if row.action == 'look' else 'engage'} {whom}{where}”"


def _row_changed(i: int, **update: object) -> Change:
    def change(s: Scenario) -> Scenario:
        rows = [row.model_copy(update=update) if k == i else row for k, row in enumerate(s.rights)]
        return s.model_copy(update={"rights": rows})

    return change


def _withdrawn(i: int) -> Change:
    return lambda s: s.model_copy(update={"rights": [row for k, row in enumerate(s.rights) if k != i]})


def _also(i: int, key: str, one: str) -> Change:
    """Return the change by which a row holds for one more: a row of its own, before all but reservations."""
    def change(s: Scenario) -> Scenario:
        return _first(s, s.rights[i].model_copy(update={key: [one], "status": None}))

    return change


def _first(s: Scenario, row: Right) -> Scenario:
    at = next((k for k, other in enumerate(s.rights) if not other.forbids), len(s.rights))
    return s.model_copy(update={"rights": [*s.rights[:at], row, *s.rights[at:]]})


def _one_more(row: Right) -> Iterator[tuple[str, str]]:
    """Yield the next class and the next situation below those that a row is for."""
    for key, names in (("classes", CLASSES[2:]), ("situation", SITUATIONS)):
        held = [names.index(one) for one in getattr(row, key) if one in names]
        if held and min(held) > 0:
            yield key, names[min(held) - 1]


def _commanders(s: Scenario, row: Right) -> list[str]:
    units_ = {n: b.commander for n, b in s.batteries.items() if row.weapon != "fighters"}
    units_ |= {n: f.commander for n, f in s.fighters.items() if row.weapon != "batteries"}
    return sorted({post for name, post in units_.items() if post and (not row.units or name in row.units)})


def _delegated(i: int, row: Right, s: Scenario, post: str) -> Change:
    """Return the change by which the units that a post commands have their decision from it."""
    held = {**s.batteries, **s.fighters}
    fitting = [n for n, u in held.items() if u.commander == post and (not row.units or n in row.units)]
    own = row.model_copy(update={"units": fitting, "decides": post})
    return lambda s: s.model_copy(update={"rights": [*s.rights[:i], own, *s.rights[i:]]})


def _new_rights(s: Scenario) -> Iterator[Candidate]:
    """Yield a right to engage what is hostile over own territory, for units that no row lets engage anything."""
    for section, weapon in ((s.batteries, "batteries"), (s.fighters, "fighters")):
        for name, copies in families(section).items():
            unit = section[copies[0]]
            rows = (r for r in s.rights if r.action == "engage" and not r.forbids and r.weapon in ("any", weapon))
            if any(not r.units or set(copies) & set(r.units) for r in rows) or not unit.commander:
                continue
            nation = s.posts[unit.commander].nation
            row = Right.model_validate({
                "title": f"{unit.commander} lets {name} fire at what is hostile over {nation}", "units": list(copies),
                "action": "engage", "classes": ["hostile"], "territory": [nation], "decides": unit.commander,
            })
            words = f"a right of {unit.commander} to let {name} fire at what is hostile over {nation}, decided in " + (
                units.show(row.delay.value, "time"))
            yield Candidate(f"right/{name}-fire", "right", 3, (nation,), words, lambda s, row=row: _first(s, row))


def _may_be_asked(s: Scenario, row: Right, post: str) -> bool:
    """Tell whether a post's consent could be asked for a row: it is concerned, not asked yet, and can be reached."""
    concerned = {s.posts[row.decides].nation, *row.territory}
    asked = {c.of for c in row.consent}
    near = post == row.decides or post in reachable(s, row.decides, "reports")
    return s.posts[post].nation in concerned and post not in asked and near
